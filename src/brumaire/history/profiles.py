"""What the outside view knows of a leader: nothing but dates, the kind of regime and the war."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.dates import DAYS_PER_YEAR
from brumaire.errors import HistoryError
from brumaire.records import Case, Regime, WarKind


@dataclass(frozen=True, slots=True)
class Profile:
    """A leader as history's tables see one, on a date.

    at
        The asking date; nothing after it is known.
    regime_since
        When the regime (not the leader) came to power; None where nobody gave it.
    last_attempt
        Date of the last coup attempt in the country, success or failure; None for none known.
    war_began
        Start of the present war; None takes a war of unknown age as in its first year.
    initiator
        Whether the leader's side began the war.
    nuclear
        Whether the leader's side has nuclear weapons.

    Examples
    --------
    >>> profile = Profile(
    ...     birth=date(1952, 10, 7), entered=date(2000, 5, 7), regime="personal", at=date(2023, 2, 1)
    ... )
    >>> round(profile.age, 1), round(profile.tenure, 1)
    (70.3, 22.7)
    """

    birth: date
    entered: date
    regime: Regime
    at: date
    regime_since: date | None = None
    war: WarKind = "none"
    war_began: date | None = None
    initiator: bool | None = None
    last_attempt: date | None = None
    nuclear: bool = False

    def __post_init__(self) -> None:
        for name, day in (("birth", self.birth), ("entry", self.entered), ("last attempt", self.last_attempt)):
            if day is not None and day > self.at:
                raise HistoryError(f"{name} {day} lies after {self.at}", mend=f"give a {name} before the asking date")
        if self.birth >= self.entered:
            raise HistoryError(f"entry {self.entered} is not after birth {self.birth}", mend="check both dates")

    @property
    def age(self) -> float:
        """Years since birth."""
        return (self.at - self.birth).days / DAYS_PER_YEAR

    @property
    def tenure(self) -> float:
        """Years in office."""
        return (self.at - self.entered).days / DAYS_PER_YEAR

    @property
    def regime_age(self) -> float | None:
        """Years of the regime. A regime of one man or of officers is taken to begin with its leader."""
        if self.regime_since is not None and self.regime_since <= self.at:
            return (self.at - self.regime_since).days / DAYS_PER_YEAR
        return self.tenure if self.regime in ("personal", "military", "military_personal") else None

    @property
    def war_months(self) -> float | None:
        """Months that the war has been fought, None in peace; a war still ahead counts as none."""
        if self.war == "none" or (self.war_began is not None and self.war_began > self.at):
            return None
        return 0.0 if self.war_began is None else (self.at - self.war_began).days / (DAYS_PER_YEAR / 12)

    @property
    def years_since_attempt(self) -> float | None:
        """Years since the last attempt, None for none known."""
        return None if self.last_attempt is None else (self.at - self.last_attempt).days / DAYS_PER_YEAR


def profile(case: Case, at: date) -> Profile:
    """The profile of a case's leader on a date.

    An attempt that the case knows to have happened by then (`coup_attempt` in `happened`) counts as the last one;
    a war that ended by then (`war_end`) counts as peace. Nuclear weapons are known from the deviation `arsenal`.
    """
    leader, war = case.leader, case.war
    attempts = [entry.day for entry in case.happened if entry.event == "coup_attempt" and entry.day <= at]
    if leader.last_attempt is not None and leader.last_attempt <= at:
        attempts.append(leader.last_attempt)
    ended = any(entry.event == "war_end" and case.start < entry.day <= at for entry in case.happened)
    return Profile(
        birth=leader.birth,
        entered=leader.entered,
        regime=leader.regime,
        at=at,
        regime_since=leader.regime_since,
        war="none" if ended else war.kind,
        war_began=None if ended else war.began,
        initiator=war.initiator,
        last_attempt=max(attempts, default=None),
        nuclear=any(d.name == "arsenal" and d.value == "nuclear" for d in case.deviations),
    )
