"""Words of the search: bigrams for Chinese, and fuzzy pinyin so that a homophone typo still finds the item.

No dictionary and no extension: the tokens go into a tsvector under a GIN index. 身份证 becomes 身 份 证 身份 份证, its
sounds in pairs with zh/z, ang/an, l/n … folded, so that 生份证 meets it, and its initials sfz.
"""

import re
from functools import lru_cache
from itertools import pairwise

from pypinyin import Style, lazy_pinyin

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002fa1f]+")
_LATIN = re.compile(r"[a-z0-9]+")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLDED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))


def sort_key(text: str) -> str:
    """Pinyin of a name in reading order, for sorting where the database has no ICU."""
    return " ".join(lazy_pinyin(text, errors="default")).lower()


@lru_cache(maxsize=20_000)
def _fuzzy(char: str) -> str:
    sound = lazy_pinyin(char, style=Style.NORMAL, errors="ignore")
    if not sound:
        return ""
    folded = sound[0]
    for exact, loose in _FOLDED:
        folded = folded.replace(exact, loose)
    return "n" + folded[1:] if folded.startswith("l") else folded


def _bigrams(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def _sounds(run: str) -> list[str]:
    sounds = [_fuzzy(char) for char in run]
    return [f"~{a}{b}" for a, b in pairwise(sounds)]


def _runs(text: str) -> tuple[list[str], list[str]]:
    text = text.translate(_FULL_WIDTH).lower()
    return _HAN.findall(text), _LATIN.findall(text)


def tokens(text: str) -> list[str]:
    """Everything an item is found by: characters, bigrams, fuzzy-pinyin bigrams, initials, latin words."""
    han, latin = _runs(text)
    found: list[str] = list(latin)
    for run in han:
        initials = "".join(lazy_pinyin(run, style=Style.FIRST_LETTER, errors="ignore"))
        starts = [f"^{initials[i : i + n]}" for n in range(2, 7) for i in range(len(initials) - n + 1)]
        found += [*run, *_bigrams(run), *_sounds(run), *starts]
    return list(dict.fromkeys(found))


def query(text: str) -> tuple[list[str], list[str]]:
    """(exact, loose) tokens of what somebody typed: bigrams and latin words; sounds and initials."""
    han, latin = _runs(text)
    exact = [token for run in han for token in _bigrams(run)] + latin
    loose = [token for run in han for token in _sounds(run)]
    loose += [f"^{word}" for word in latin if word.isalpha() and 2 <= len(word) <= 6]
    return list(dict.fromkeys(exact)), list(dict.fromkeys(loose))


def quoted(token: str) -> str:
    """A token as a quoted lexeme of tsvector and tsquery text."""
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
