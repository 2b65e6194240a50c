"""Is it English? By the share of words that only English uses often; otherwise, which language it seems to be.

Running English has a quarter to a third of its words among those below; newspaper text in other languages under one in
thirty (tested on the texts in tests/articles/test_language.py). Words that other European languages share ("in", "a",
"on", "as", "me") are left out. Which other language it is only makes the refusal clearer, so a list of its commonest
words is enough: the libraries that tell hundreds of languages apart weigh 5 to 100 MB. The lists are recalled, unchecked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from brumaire.errors import ArticleError

_FREQUENT = (
    "the and of to that is with for was have has he his said from it by are be they will would this not but at "
    "which who had were been their its she her you we there what when could about after than into them if"
)
_ENGLISH = frozenset(_FREQUENT.split())
_LATIN = {
    "German": "der die das und nicht ist von mit dem den ein eine auf für im sich auch es werden wird hat dass sie zu bei oder nach wurde",
    "Dutch": "de het een van en niet is dat op te zijn voor met die aan er om ook als door heeft wordt bij naar maar hij werd nog",
    "Afrikaans": "die het nie en van wat is vir dat om te met hy sy op aan deur ook as sal was hulle ons haar uit daar gesê",
    "Danish": "og det er at en den til af på ikke som med han har der var et om vi fra blev efter sig også ud men siger kan over mod",
    "Norwegian": "og det er en i på som til av ikke med han har den var et om vi fra ble etter seg også ut men sier kan mot",
    "Swedish": "och det att är som en på för av med den inte till har han ett om var från vi men sig så också efter säger mot",
    "Icelandic": "og að er það sem á til hann við ekki með um af var fyrir hafa eru sér hefur en þess frá verið",
    "Finnish": "ja on ei että oli hän se ovat mutta myös kun mukaan ole joka sekä kanssa olla sanoo jos hänen vain kuin sen",
    "Hungarian": "a az és hogy nem is egy volt ez meg csak már azt de még mint van el ki ha vagy szerint után",
    "Estonian": "ja on ei et see oli ka ta kui aga mis oma või seda ning kes pärast ütles juba selle",
    "Latvian": "un ir ka no ar par kas uz tas bet lai arī nav tika pēc bija savu viņš kā vai",
    "Lithuanian": "ir kad yra į iš su tai bet nuo kaip buvo ar jis po už apie taip tik jau pat",
    "French": "le la les de des et est que une un du dans pour qui pas sur par au avec il son ne se ce été plus aux",
    "Spanish": "el la los de que y en las del por con una para se no su al es lo como más pero sus le ha fue este",
    "Portuguese": "o a os de que e do da em um uma para com não por na no se dos as mais como foi ao das pelo são",
    "Italian": "il di che la e per un non del della in una con è si le dei gli al nel da alla sono ha delle anche più",
    "Catalan": "el la els de que i amb per una no les del és un al ha dels als més seva també han però aquest",
    "Romanian": "și de a la în că nu pe cu un o din care este al mai pentru sunt ce se fost după sau prin lui",
    "Polish": "i w na nie się że z do to jest o jak za od po był przez ale co dla tym oraz jego może być będzie są",
    "Czech": "a se v na je že to s z do o i jako za by ale ve který pro po jsou podle bude při jeho není byl",
    "Slovak": "a sa v na je že to s z do o aj ako za by ale vo ktorý pre po sú podľa bude pri jeho nie bol",
    "Croatian or Serbian": "je i u da se na su za od koji ne što će kao bi ali o iz sa to nije prema nakon bio",
    "Slovenian": "je in v da se na so za ki ne pa bi tudi z po kot še od ni pri lahko bo po ali",
    "Turkish": "ve bir bu da de için ile olarak çok daha gibi olan en sonra ne kadar ama değil var olduğunu dedi göre her",
    "Azerbaijani": "və bir bu da də üçün ilə olan kimi edib olub ki çox daha bildirib sonra görə onun əgər deyib",
    "Indonesian or Malay": "yang dan di itu dengan untuk dari dalam tidak ini akan pada juga ke karena ada oleh mereka telah sudah bahwa",
    "Vietnamese": "và của là có không được cho một các trong đã người với những này khi đến từ để ông",
    "Tagalog": "ang ng sa na mga at ay hindi ito para niya siya kung may nang ni si pa rin kanyang",
    "Swahili": "ya wa na kwa ni katika za la kuwa hii huo baada alisema huyo yake wake hiyo lakini kama hata",
    "Somali": "iyo oo ka ku waa in uu ee la ayaa aan soo waxaa u ay si kale sheegay waxa isaga",
    "Albanian": "dhe të e në një për që me nga është se më nuk i ka si do por u kjo janë tha",
}
_CYRILLIC = {
    "Russian": "и в не на что он с как это по но из за то от так же о его для был ы",
    "Ukrainian": "і в не на що він з як це та у до за від але про його для був є також",
    "Belarusian": "і ў не на што ён з як гэта да за ад але пра яго для быў таксама",
    "Bulgarian": "и в не на че той с като това по но от за се да е са ще му",
    "Serbian or Macedonian": "и у не на да је са као то се за од али су ће није што во ќе дека",
    "Kazakh": "және мен бұл да де үшін бір деп емес ол деді туралы болып бойынша",
}
_ARABIC = {
    "Arabic": "في من على إلى أن عن مع هذا التي الذي كان بعد قال لا ما و",
    "Persian": "در به از که این را با است برای آن می خود تا بر شد و",
    "Urdu": "کے کی میں ہے کا سے نے اور کو پر ہیں کہ یہ نہیں",
    "Pashto": "د په چې او له ته دی یې کې کړي هم دا نه",
}
_SCRIPTS = {
    "GREEK": "Greek",
    "HEBREW": "Hebrew",
    "HANGUL": "Korean",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "CJK": "Chinese",
    "DEVANAGARI": "Hindi",
    "BENGALI": "Bengali",
    "TAMIL": "Tamil",
    "THAI": "Thai",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
    "ETHIOPIC": "Amharic",
    "MYANMAR": "Burmese",
    "KHMER": "Khmer",
}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 40_000


def language(text: str, where: str) -> str | None:
    """The code "en" for English, None where the text is too short or too odd to tell.

    Raises
    ------
    ArticleError
        The text is confidently not English: fewer than 6 % are frequent English words, of forty words or more
        or of fifteen that show another language; or a text mostly in another script. The error names the language where it can be told.

    Examples
    --------
    >>> language("The general said that the army would not move against him.", "a.txt")
    'en'
    >>> language("Coup!", "a.txt") is None
    True
    """
    # Composed, so that an accent written as a letter of its own does not break a word in two.
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    words = _WORD.findall(sample.lower())
    letters = sum(len(word) for word in words)
    if letters >= 60 and sum(_latin(word) for word in words) < letters / 2:
        raise _foreign(words, where)
    if not words:
        return None
    share = sum(word in _ENGLISH for word in words) / len(words)
    if share < 0.06 and (len(words) >= 40 or (len(words) >= 15 and named(words))):
        raise _foreign(words, where)
    return "en" if len(words) >= 8 and share >= 0.12 else None


def named(words: list[str]) -> str | None:
    """The language that words in lower case seem to be in, None where it cannot be told.

    >>> named("le général a dit que les soldats ne sont pas dans la rue".split())
    'French'
    """
    scripts = Counter(unicodedata.name(c, "").partition(" ")[0] for word in words[:400] for c in word)
    script = scripts.most_common(1)[0][0] if scripts else ""
    if script == "CJK" and scripts["HIRAGANA"] + scripts["KATAKANA"]:
        return "Japanese"
    if script in _SCRIPTS:
        return _SCRIPTS[script]
    lists = {"LATIN": _LATIN, "CYRILLIC": _CYRILLIC, "ARABIC": _ARABIC}.get(script, {})
    counts = Counter(words)
    shares = sorted(((_share(counts, common.split()), name) for name, common in lists.items()), reverse=True)
    # Any text has some of these words by chance; running text has every fifth of its own language at the least.
    return shares[0][1] if shares and shares[0][0] >= 0.15 else None


def _share(counts: Counter[str], common: list[str]) -> float:
    present = [counts[word] for word in frozenset(common) if counts[word]]
    # One word over and over ("La La La") is no language.
    return sum(present) / counts.total() if len(present) >= 4 else 0.0


def _latin(word: str) -> int:
    return sum(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in word)


def _foreign(words: list[str], where: str) -> ArticleError:
    name = named(words)
    seems = f"the article is not in English but, it seems, in {name}" if name else "the article is not in English"
    return ArticleError(seems, where=where, mend="give an English article or a translation")
