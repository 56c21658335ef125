"""How each time limit is extended and what it skips, which stands in the source as prose."""

from __future__ import annotations

from typing import Final

#: Each time limit: what stands in the source, and what that is as data.
CLOCKS: Final[dict[str, dict[str, str]]] = {
    "PACE detention": {
        "code": "detention",
        "name": "Detention without charge",
        "limit": "24 hours",
        "extensions": "superintendent 36 indictable; magistrates 72 indictable; "
        "magistrates 96 indictable",
        "warn_at": "9h 3h",
        "reviews": "6 9",
        "missed": "release or charge",
    },
    "Pre-charge bail, first": {
        "code": "bail",
        "name": "Bail before charge",
        "limit": "3 months",
        "extensions": "inspector 6; superintendent 9; magistrates 12; magistrates 18; "
        "magistrates 24",
        "warn_at": "14d 3d",
        "warn_later": "28d 14d 3d",
        "missed": "bail ends and its conditions fall",
        "note": "All steps count from the first release on bail. The court's steps of 12, 18 and "
        "24 months are general knowledge; a complex case may go to 18 at once.",
    },
    "Custody time limit, magistrates summary": {
        "code": "custody_summary",
        "name": "Custody time limit, summary trial",
        "limit": "56 days",
        "extensions": "court set",
        "warn_at": "28d 14d 7d",
        "before_day_off": "1",
        "missed": "right to bail",
    },
    "Custody time limit, either-way, to sending or trial": {
        "code": "custody_either_way",
        "source": "POA 1985 s.22; 1987 Regs; CPS guidance",
        "name": "Custody time limit, either-way offence",
        "limit": "70 days",
        "extensions": "court set",
        "warn_at": "28d 14d 7d",
        "before_day_off": "1",
        "missed": "right to bail",
        "note": "56 days where summary trial is decided on within 56 days.",
    },
    "Custody time limit, Crown Court": {
        "code": "custody_crown",
        "name": "Custody time limit, Crown Court",
        "limit": "182 days",
        "extensions": "court set",
        "warn_at": "56d 28d 14d 7d",
        "before_day_off": "1",
        "less_served": "1",
        "missed": "right to bail",
    },
    "Custody time limit, voluntary bill": {
        "code": "custody_voluntary_bill",
        "name": "Custody time limit, voluntary bill",
        "limit": "112 days",
        "extensions": "court set",
        "warn_at": "28d 14d 7d",
        "before_day_off": "1",
        "missed": "right to bail",
    },
    "DVPN/DAPN to court": {
        "code": "notice_to_court",
        "name": "Protection notice (DVPN or DAPN) to court",
        "limit": "48 hours",
        "skips": "sundays christmas good_friday",
        "warn_at": "24h",
        "missed": "the notice lapses",
    },
    "DVPO breach to court": {
        "code": "breach_to_court",
        "name": "Breach of a DVPO to court",
        "limit": "24 hours",
        "warn_at": "12h",
        "missed": "release",
        "note": "Counted without a break, which is the safe side.",
    },
    "DAPO notification": {
        "code": "notification",
        "name": "Notification of name and address after a DAPO, SPO or SRO",
        "limit": "3 days",
        "warn_at": "1d",
        "missed": "an offence",
        "note": "Counted from the day after; ask whether the order's own day counts.",
    },
    "DAPO tag": {
        "code": "tag",
        "name": "Electronic tag of a DAPO",
        "limit": "12 months",
        "extensions": "court set",
        "warn_at": "28d",
        "missed": "the tag ends",
    },
    "Summary-only charge": {
        "code": "charge_summary",
        "name": "Charge of a summary-only offence",
        "limit": "6 months",
        "warn_at": "28d 14d 3d",
        "missed": "it cannot be charged",
        "note": "Common assault in domestic abuse: six months from the report, and two years from "
        "the offence at most.",
    },
    "Clare's Law decision": {
        "code": "disclosure",
        "name": "Decision on a disclosure (Clare's Law)",
        "limit": "28 days",
        "extensions": "lead set",
        "warn_at": "8d",
        "missed": "report to the lead",
    },
    "Case review (ours)": {
        "code": "review",
        "name": "Review of the case",
        "limit": "28 days",
        "extensions": "chair set",
        "warn_at": "7d",
        "missed": "the case is shown as overdue",
        "note": "Our own rule and no law.",
    },
}
#: Time limits that stand with an order and not among the limits.
OF_ORDERS: Final[tuple[dict[str, str], ...]] = (
    {
        "code": "order_expiry",
        "name": "Expiry of an order",
        "starts": "order made",
        "unit": "days",
        "extensions": "court set",
        "warn_at": "28d 14d 3d",
        "missed": "the order ends",
        "source": "the order itself",
        "certainty": "K",
    },
    {
        "code": "recall",
        "name": "Fixed-term recall",
        "starts": "return to custody",
        "unit": "days",
        "warn_at": "14d 7d 3d",
        "missed": "release",
        "source": "CJA 2003 s.255A-; lengths changed in 2025 and 2026",
        "certainty": "K",
        "note": "How long it lasts is a dated setting, since it was changed often.",
    },
    {
        "code": "under_investigation",
        "name": "Released under investigation",
        "starts": "release",
        "limit": "90",
        "unit": "days",
        "extensions": "chair set",
        "warn_at": "14d",
        "missed": "shown as long under investigation",
        "source": "ours",
        "certainty": "K",
        "note": "Our own flag; the law has no limit here, and no conditions can be attached.",
    },
)
#: How many of a court's bail rows say what the rule of bail says in its later steps.
LATER_BAIL: Final = {"Pre-charge bail, second": "6 months", "Pre-charge bail, court": "9 months"}
