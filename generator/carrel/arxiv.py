"""What arXiv's ids and category codes look like (https://arxiv.org/category_taxonomy)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

_ARCHIVES = {
    "cs": "AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA NE NI OH OS PF PL RO "
    "SC SD SE SI SY",
    "eess": "AS IV SP SY",
    "econ": "EM GN TH",
    "math": "AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NA NT OA OC PR QA RA RT SG SP ST",
    "stat": "AP CO ME ML OT TH",
    "q-bio": "BM CB GN MN NC OT PE QM SC TO",
    "q-fin": "CP EC GN MF PM PR RM ST TR",
    "astro-ph": "CO EP GA HE IM SR",
    "cond-mat": "dis-nn mes-hall mtrl-sci other quant-gas soft stat-mech str-el supr-con",
    "physics": "acc-ph ao-ph app-ph atm-clus atom-ph bio-ph chem-ph class-ph comp-ph data-an ed-ph flu-dyn gen-ph "
    "geo-ph hist-ph ins-det med-ph optics plasm-ph pop-ph soc-ph space-ph",
    "nlin": "AO CD CG PS SI",
}
# Archives without parts, and those that had none once.
_WHOLE = frozenset(
    "gr-qc hep-ex hep-lat hep-ph hep-th math-ph nucl-ex nucl-th quant-ph astro-ph cond-mat q-bio q-fin acc-phys "  # noqa: SIM905  # lines read better than a column
    "adap-org alg-geom ao-sci atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas dg-ga funct-an mtrl-th patt-sol "
    "plasm-ph q-alg solv-int supr-con".split()
)
_ID = re.compile(
    r"(?i:(?:https?://)?(?:(?:\w+\.)?arxiv\.org/(?:abs|pdf|html)/|doi\.org/10\.48550/arxiv\.)|arxiv:\s*)?"
    r"(?P<id>\d\d(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?"
)


@cache
def _codes() -> Mapping[str, frozenset[str]]:
    """Return the full codes of each suffix."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for archive, suffixes in _ARCHIVES.items():
        for suffix in suffixes.split():
            codes[suffix].add(f"{archive}.{suffix}")
    return {suffix: frozenset(full) for suffix, full in codes.items()}


def is_category(code: str) -> bool:
    """Tell whether this is a full code, such as `cs.LG`."""
    return code in _WHOLE or code in _codes().get(code.rpartition(".")[2], ())


def full_category(suffix: str) -> str:
    """Return the full code of a bare suffix: `LG` is `cs.LG`, `ML` is `stat.ML`; an ambiguous one stays bare."""
    codes = _codes().get(suffix, frozenset())
    return next(iter(codes)) if len(codes) == 1 else suffix


def parse_id(written: str) -> str | None:
    """Return the bare id of `2404.19429`, `arXiv:2404.19429v2` or an address of the paper; None if it is none."""
    found = _ID.fullmatch(written.strip())
    return found["id"] if found else None
