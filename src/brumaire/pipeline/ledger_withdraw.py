"""One forecast withdrawn by hand, held to the forecast's own days."""

from __future__ import annotations

from datetime import date

from brumaire.errors import LedgerError
from brumaire.ledger import Draft, Ledger, RecordedForecast
from brumaire.ledger.drafts import withdrawal_draft


def find_forecast(ledger: Ledger, name: str) -> RecordedForecast:
    """The forecast of an identifier, or of the number of its entry.

    Raises
    ------
    LedgerError
        There is none.
    """
    found = ledger.forecasts(id=name)
    if not found and name.isdecimal() and len(name) < 12:
        found = ledger.forecasts(number=int(name))
    if not found:
        raise LedgerError(
            f"there is no forecast {name!r}",
            where=ledger.where,
            mend="give its identifier, as `brumaire ledger show QUESTION --json` prints it, or the number of its entry",
        )
    return found[0]


def withdrawal(forecast: RecordedForecast, *, made: date, reason: str) -> Draft:
    """The withdrawal to enter; the very same one may be entered again, and is then one entry.

    Raises
    ------
    LedgerError
        It is before the forecast, or the forecast is withdrawn already, on another day or for another reason.
    """
    if made < forecast.made:
        raise LedgerError(
            f"withdrawn on {made}, but made on {forecast.made}",
            rule="a forecast stands from the day on which it was made",
            mend="give --made DATE",
        )
    if forecast.withdrawn is not None and (forecast.withdrawn, forecast.reason) != (made, reason):
        raise LedgerError(
            f"it is withdrawn already, since {forecast.withdrawn}: {forecast.reason}",
            rule="the first withdrawal counts",
            mend="add the forecast again if it stands after all",
        )
    return withdrawal_draft(forecast.id, made=made, reason=reason)
