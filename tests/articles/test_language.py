"""Other languages are refused by name; English is read, with foreign quotations in it."""

import pytest

from brumaire.articles import read_bytes
from brumaire.errors import ArticleError

TEXTS = {
    "German": "Der General sagte am Dienstag, dass die Armee sich nicht gegen den Präsidenten stellen werde. Nach dem Bericht hat die Regierung mit der Opposition gesprochen, und es ist nicht klar, ob sie auch im Herbst noch im Amt sein wird.",
    "Dutch": "De generaal zei dinsdag dat het leger zich niet tegen de president zal keren. Volgens het rapport heeft de regering met de oppositie gesproken en het is niet duidelijk of zij in het najaar nog aan de macht zal zijn.",
    "Swedish": "Generalen sade på tisdagen att armén inte kommer att vända sig mot presidenten. Enligt rapporten har regeringen talat med oppositionen och det är inte klart om den kommer att sitta kvar till hösten, men det är möjligt.",
    "French": "Le général a déclaré mardi que l'armée ne se retournerait pas contre le président. Selon le rapport, le gouvernement a parlé avec l'opposition et il n'est pas certain qu'il soit encore au pouvoir dans les mois qui viennent.",
    "Spanish": "El general dijo el martes que el ejército no se volverá contra el presidente. Según el informe, el gobierno ha hablado con la oposición y no está claro si seguirá en el poder en los meses que vienen, pero es lo más probable.",
    "Portuguese": "O general disse na terça-feira que o exército não se voltará contra o presidente. Segundo o relatório, o governo falou com a oposição e não é claro se ainda estará no poder nos meses que vêm, mas é o mais provável para todos.",
    "Italian": "Il generale ha detto martedì che l'esercito non si rivolterà contro il presidente. Secondo il rapporto, il governo ha parlato con l'opposizione e non è chiaro se sarà ancora al potere nei mesi che vengono, ma è la cosa più probabile.",
    "Romanian": "Generalul a spus marți că armata nu se va întoarce împotriva președintelui. Potrivit raportului, guvernul a vorbit cu opoziția și nu este clar dacă va mai fi la putere în lunile care vin, dar este cel mai probabil pentru toți.",
    "Polish": "Generał powiedział we wtorek, że armia nie zwróci się przeciwko prezydentowi. Według raportu rząd rozmawiał z opozycją i nie jest jasne, czy będzie jeszcze u władzy za kilka miesięcy, ale jest to możliwe i nie można tego wykluczyć.",
    "Czech": "Generál v úterý řekl, že armáda se proti prezidentovi neobrátí. Podle zprávy vláda jednala s opozicí a není jasné, zda bude za několik měsíců ještě u moci, ale je to možné a podle všeho se to ve městě bude řešit až na podzim.",
    "Turkish": "General salı günü ordunun cumhurbaşkanına karşı çıkmayacağını söyledi. Rapora göre hükümet muhalefet ile görüştü ve bu sonbaharda iktidarda olup olmayacağı belli değil, ama bu çok daha büyük bir sorun için bir işaret olarak görülüyor ve her gün daha da büyüyor.",
    "Indonesian or Malay": "Jenderal itu mengatakan pada hari Selasa bahwa tentara tidak akan berbalik melawan presiden. Menurut laporan itu, pemerintah telah berbicara dengan oposisi dan tidak jelas apakah mereka akan tetap berkuasa dalam beberapa bulan yang akan datang.",
    "Hungarian": "A tábornok kedden azt mondta, hogy a hadsereg nem fordul az elnök ellen. A jelentés szerint a kormány beszélt az ellenzékkel, és nem világos, hogy a hatalom meg tud-e maradni még egy hónapig, de ez is csak egy a sok kérdés közül.",
    "Finnish": "Kenraali sanoi tiistaina, että armeija ei käänny presidenttiä vastaan. Raportin mukaan hallitus on puhunut opposition kanssa, mutta ei ole selvää, onko se vielä vallassa syksyllä, ja myös hän on sitä mieltä, että se on mahdollista kun talvi on ohi ja tiet ovat auki, eikä se ole vain hänen toiveensa.",
    "Russian": "Генерал заявил во вторник, что армия не выступит против президента. По данным доклада, правительство говорило с оппозицией, и не ясно, будет ли оно у власти через несколько месяцев, но это возможно.",
    "Ukrainian": "Генерал заявив у вівторок, що армія не виступить проти президента. За даними звіту, уряд говорив з опозицією, і не ясно, чи буде він при владі за кілька місяців, але це можливо та цілком імовірно.",
    "Bulgarian": "Генералът заяви във вторник, че армията няма да се обърне срещу президента. Според доклада правителството е говорило с опозицията и не е ясно дали ще е на власт след няколко месеца, но това е възможно.",
    "Arabic": "قال الجنرال يوم الثلاثاء إن الجيش لن ينقلب على الرئيس. وذكر التقرير أن الحكومة تحدثت مع المعارضة وأن من غير الواضح ما إذا كانت ستبقى في السلطة بعد أشهر من هذا العام في البلاد التي كان قد زارها",
    "Persian": "ژنرال روز سه شنبه گفت که ارتش علیه رئیس جمهور قیام نخواهد کرد. به گزارش این خبرگزاری دولت با مخالفان گفتگو کرده است و روشن نیست که تا چند ماه دیگر در قدرت باشد و این را از آن خود می داند",
    "Greek": "Ο στρατηγός είπε την Τρίτη ότι ο στρατός δεν θα στραφεί εναντίον του προέδρου και ότι η κυβέρνηση μίλησε με την αντιπολίτευση.",
    "Hebrew": "הגנרל אמר ביום שלישי שהצבא לא יפנה נגד הנשיא וכי הממשלה דיברה עם האופוזיציה על כל העניינים שבמחלוקת.",
    "Chinese": "将军星期二说，军队不会反对总统。据报告，政府已与反对派会谈，目前尚不清楚几个月后是否仍然执政。但这是可能的，观察人士说，首都一切平静，士兵都在军营里。",
    "Japanese": "将軍は火曜日、軍は大統領に反旗を翻さないと述べた。報告によると、政府は野党と会談したが、数か月後に政権を維持しているかどうかは不明である。首都は平静だと述べた。",
    "Korean": "장군은 화요일 군대가 대통령에게 등을 돌리지 않을 것이라고 말했다. 보고서에 따르면 정부는 야당과 대화했으며 몇 달 후에도 집권할지는 분명하지 않다고 전했다.",
}


@pytest.mark.parametrize("name", TEXTS)
def test_other_languages_are_refused_by_name(name):
    with pytest.raises(ArticleError) as caught:
        read_bytes(TEXTS[name].encode(), path="a.txt")
    assert caught.value.what == f"the article is not in English but, it seems, in {name}"


def test_what_cannot_be_told_is_not_named():
    with pytest.raises(ArticleError) as caught:
        read_bytes(("Blorp snarf quux wibble frob " * 20).encode(), path=None)
    assert caught.value.what == "the article is not in English"


ENGLISH = (
    "The general said on Tuesday that the army would not turn against the president, and that nobody in the guard had ever "
    "thought of it. Asked about the arrears, he answered in the language of his village, which few in the room could follow."
)


@pytest.mark.parametrize("name", ["German", "French", "Turkish", "Russian", "Arabic"])
def test_english_with_a_foreign_quotation_is_read(name):
    quotation = TEXTS[name].split(".")[0]
    article = read_bytes(f"{ENGLISH}\n\n“{quotation}.”\n\nThen he left.".encode(), path=None)
    assert article.language == "en"


def test_short_texts_are_refused_where_the_language_is_plain_and_kept_where_not():
    with pytest.raises(ArticleError, match="in German"):
        read_bytes(
            b"Der General sagte, dass die Armee nicht gegen den Palast ist und es auch nicht sein wird.", path=None
        )
    names = b"Halloran, Drahl, Brook, Reyl, Marsh and Ostrik; Varga, Ellison and Pell; de Groot, La Rue, Van Damme, El Alamein."
    assert read_bytes(names, path=None).language is None
