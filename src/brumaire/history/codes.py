"""One numbering of states: Gleditsch and Ward's, from the Correlates of War's, Polity's and two-letter codes; and regions of it."""

from __future__ import annotations

from datetime import date

# Correlates of War (and Polity's own) to Gleditsch and Ward, where they differ at all times.
_ELSEWHERE = {255: 260, 679: 678, 364: 365, 529: 530, 769: 770, 818: 816, 946: 970, 947: 973, 955: 972, 970: 971}
_SERBIA = date(2006, 6, 5)
"""From then on Gleditsch and Ward number Serbia 340, before it Yugoslavia 345; the Correlates of War keep 345."""
PREDECESSOR = {340: 345}
"""A state under a new number goes on with the past of the old one."""

# Two-letter code to Gleditsch and Ward, where one code has one state; Yemen and Vietnam are told apart by name.
_ISO = {
    pair.split(":")[0]: int(pair.split(":")[1])
    for pair in [
        "US:2",
        "CA:20",
        "BS:31",
        "CU:40",
        "HT:41",
        "DO:42",
        "JM:51",
        "TT:52",
        "BB:53",
        "DM:54",
        "GD:55",
        "LC:56",
        "VC:57",
        "AG:58",
        "KN:60",
        "MX:70",
        "BZ:80",
        "GT:90",
        "HN:91",
        "SV:92",
        "NI:93",
        "CR:94",
        "PA:95",
        "CO:100",
        "VE:101",
        "GY:110",
        "SR:115",
        "EC:130",
        "PE:135",
        "BR:140",
        "BO:145",
        "PY:150",
        "CL:155",
        "AR:160",
        "UY:165",
        "GB:200",
        "IE:205",
        "NL:210",
        "BE:211",
        "LU:212",
        "FR:220",
        "MC:221",
        "LI:223",
        "CH:225",
        "ES:230",
        "AD:232",
        "PT:235",
        "DE:260",
        "PL:290",
        "AT:305",
        "HU:310",
        "CZ:316",
        "SK:317",
        "IT:325",
        "SM:331",
        "MT:338",
        "AL:339",
        "RS:340",
        "ME:341",
        "MK:343",
        "HR:344",
        "BA:346",
        "XK:347",
        "SI:349",
        "GR:350",
        "CY:352",
        "BG:355",
        "MD:359",
        "RO:360",
        "RU:365",
        "EE:366",
        "LV:367",
        "LT:368",
        "UA:369",
        "BY:370",
        "AM:371",
        "GE:372",
        "AZ:373",
        "FI:375",
        "SE:380",
        "NO:385",
        "DK:390",
        "IS:395",
        "CV:402",
        "ST:403",
        "GW:404",
        "GQ:411",
        "GM:420",
        "ML:432",
        "SN:433",
        "BJ:434",
        "MR:435",
        "NE:436",
        "CI:437",
        "GN:438",
        "BF:439",
        "LR:450",
        "SL:451",
        "GH:452",
        "TG:461",
        "CM:471",
        "NG:475",
        "GA:481",
        "CF:482",
        "TD:483",
        "CG:484",
        "CD:490",
        "UG:500",
        "KE:501",
        "TZ:510",
        "BI:516",
        "RW:517",
        "SO:520",
        "DJ:522",
        "ET:530",
        "ER:531",
        "AO:540",
        "MZ:541",
        "ZM:551",
        "ZW:552",
        "MW:553",
        "ZA:560",
        "NA:565",
        "LS:570",
        "BW:571",
        "SZ:572",
        "MG:580",
        "KM:581",
        "MU:590",
        "SC:591",
        "MA:600",
        "DZ:615",
        "TN:616",
        "LY:620",
        "SD:625",
        "SS:626",
        "IR:630",
        "TR:640",
        "IQ:645",
        "EG:651",
        "SY:652",
        "LB:660",
        "JO:663",
        "IL:666",
        "SA:670",
        "KW:690",
        "BH:692",
        "QA:694",
        "AE:696",
        "OM:698",
        "AF:700",
        "TM:701",
        "TJ:702",
        "KG:703",
        "UZ:704",
        "KZ:705",
        "CN:710",
        "MN:712",
        "TW:713",
        "KP:731",
        "KR:732",
        "JP:740",
        "IN:750",
        "BT:760",
        "PK:770",
        "BD:771",
        "MM:775",
        "LK:780",
        "MV:781",
        "NP:790",
        "TH:800",
        "KH:811",
        "LA:812",
        "MY:820",
        "SG:830",
        "BN:835",
        "PH:840",
        "ID:850",
        "TL:860",
        "AU:900",
        "PG:910",
        "NZ:920",
        "VU:935",
        "SB:940",
        "FJ:950",
        "KI:970",
        "NR:971",
        "TO:972",
        "TV:973",
        "MH:983",
        "PW:986",
        "FM:987",
        "WS:990",
    ]
}
_BY_NAME = {
    "Yemen Arab Republic; N. Yemen": 678,
    "Yemen People's Republic; S. Yemen": 680,
    "Yemen": 678,
    "Republic of Vietnam": 817,
    "Vietnam": 816,
}

# Bounds of the numbers and the region they belong to; within Africa and Asia the numbering follows the map closely enough.
_REGIONS = (
    (20, "north_america_europe_oceania"),
    (165, "latin_america_caribbean"),
    (289, "north_america_europe_oceania"),
    (374, "eastern_europe_former_soviet"),
    (399, "north_america_europe_oceania"),
    (484, "west_central_africa"),
    (591, "east_southern_africa"),
    (698, "middle_east_north_africa"),
    (705, "eastern_europe_former_soviet"),
    (790, "asia"),
    (860, "asia"),
    (999, "north_america_europe_oceania"),
)
REGIONS = tuple(sorted({name for _, name in _REGIONS}))
_REGION_OF = {
    305: "north_america_europe_oceania",
    325: "north_america_europe_oceania",
    331: "north_america_europe_oceania",
    338: "north_america_europe_oceania",
    350: "north_america_europe_oceania",
    352: "north_america_europe_oceania",
    255: "eastern_europe_former_soviet",
    265: "eastern_europe_former_soviet",
    435: "west_central_africa",
    490: "east_southern_africa",
    625: "middle_east_north_africa",
    626: "east_southern_africa",
    700: "asia",
    910: "asia",
    935: "asia",
    940: "asia",
    950: "asia",
    **dict.fromkeys((970, 971, 972, 973, 983, 986, 987, 990), "asia"),
}


def gw_code(ccode: int, day: date) -> int:
    """The number of Gleditsch and Ward for one of the Correlates of War, on a day.

    >>> gw_code(345, date(1999, 1, 1)), gw_code(345, date(2016, 1, 1)), gw_code(255, date(2010, 1, 1))
    (345, 340, 260)
    """
    if ccode == 345 and day >= _SERBIA:
        return 340
    return _ELSEWHERE.get(ccode, ccode)


def from_iso(code: str, name: str) -> int | None:
    """The number for a two-letter code and a name; None for a state that is not in the table.

    >>> from_iso("YE", "Yemen People's Republic; S. Yemen"), from_iso("BJ", "Benin"), from_iso("ZZ", "Nowhere")
    (680, 434, None)
    """
    return _BY_NAME.get(name) or _ISO.get(code)


def region(gwcode: int) -> str:
    """The region of a state, for partial pooling: one of `REGIONS`.

    >>> region(155), region(500), region(352)
    ('latin_america_caribbean', 'east_southern_africa', 'north_america_europe_oceania')
    """
    if gwcode in _REGION_OF:
        return _REGION_OF[gwcode]
    return next(name for bound, name in _REGIONS if gwcode <= bound)
