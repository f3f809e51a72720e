/**
 * What texts of a national encoding consist of: for each language its letters beyond ASCII, the most frequent first.
 * The order is what tells encodings apart that have the same letters at other places.
 */
import type { Encoding } from '../../../contract/dataset.ts';

export interface Letters {
  /** In small letters. */
  letters: string;
  /** Others of the same script, each as likely as the next: characters of Chinese, syllables of Korean. */
  others?: { from: number; to: number; share: number };
  /** Letters that stand among letters of ASCII. */
  isLatin: boolean;
}

const latin = (...alphabets: string[]): Letters[] => alphabets.map((letters) => ({ letters, isLatin: true }));
const own = (...alphabets: string[]): Letters[] => alphabets.map((letters) => ({ letters, isLatin: false }));

const western = latin(
  'éèàêçùôîâûïëüœ',
  'üäößé',
  'óáíéñúü¿¡',
  'ãçáéíóõêâúàô',
  'èàòùìéó',
  'äöåé',
  'æøåéö',
  'áíðéóþöúæý',
  'ëéïèöüê',
  'àèéíòóçúï·',
  // English as word processors write it, and English with names and words of others.
  '’“”…–—‘é£•',
  'éèóöáüíçäñàêôåøëïâîúæ½£´',
);

const centralEuropean = latin(
  'łąężśćóńź',
  'íáěéřýčžšůúďťňó',
  'áíčéžýúšťôľňäďĺŕó',
  'éáőöóüíúű',
  'ăîşţâ',
  'čšžćđ',
);

const russian = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё';

const ideographs = { from: 0x4e00, to: 0x9fa5, share: 0.25 };

const simplified =
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多' +
  '经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性' +
  '知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次' +
  '度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活更别打女变四神总何电数安少报才结反受目太量再感建务' +
  '做接必场件计管期市直资命山金指许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品' +
  '住告类求据程边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运满店服环境房味差评价值质快递客推荐酒早餐宾馆台错宜' +
  '贵漂亮喜欢失望垃圾烂';
const traditional =
  '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多' +
  '經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日者意無力它與長把機十民第公此已工使情明性知' +
  '全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西月話合回特代內信表化老給世位次度門' +
  '任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活更別打女變四神總何電數安少報才結反受目太量再感建務做接' +
  '必場件計管期市直資命山金指許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告' +
  '類求據程邊死張該交規萬取格望覺術領共確傳師觀清今切院讓識候帶導爭運滿店服環境房味差評價值質快遞客推薦酒早餐賓館台錯宜貴漂亮' +
  '喜歡失望垃圾爛';
const kana =
  'のいしてにをはがたるとなでれもうからりすこさまあよくっきけおちえどそみつわやだんめばじせむひほろねゆふごげび' +
  'ーンスルトイクラリアドレコシタジテプフマロバィッカキメサムニュパグダブデオェビャチツウョ';
const syllables =
  '이다는에의가고을지하은한로도기를사자아리나대들어서인시과만정수것그있했일보제으부주스전해상장와동구여성문원게조치위비유안경국관라소요' +
  '생각음물내면모않없너무좋았습니네재미최고맛별점배송말번때년우실방점품질친절격추천싸빠르';

/** Those that TextDecoder knows and that tables of reviews come in, but for what is told by other evidence. */
export const lettersOf: Partial<Record<Encoding, Letters[]>> = {
  'windows-1252': western,
  'windows-1250': centralEuropean,
  'windows-1251': own(
    russian,
    'оанитвіерслкдпмуязьбгчйхжїюцєшщфґ',
    'аоеитнсрвлкпдмзугъбчяжшхцйщфью',
    'аоиенјсртувкдмплзгбшчцњжљхћфџђ',
    'аінеоруслтдкмвягпзыьўбчцйжшюэхфё',
  ),
  'windows-1253': own('αοιετσνηρυπκμλςωδγχθφάίόέβξήύώζψϊϋΐΰ'),
  'windows-1254': latin('ıüşğçöâîû'),
  'windows-1255': own('יוהלאתרמבשנעםדקחפצטגסןךכזףץ'),
  'windows-1256': own('اليمنرتوبةعدسهفكحقأجشطصخضذزرىثئءغظإآؤ', 'اینرمدهتسوبکلشگزفخجقعچحپطضصآغژثذظئ'),
  'windows-1257': latin('ėšųžūįąčę', 'āīēšūņļžģķčŗ', 'õäöüšž'),
  'windows-1258': latin('đôâêăươ\u0301\u0300\u0323\u0309\u0303àáèéíóúùãý'),
  'windows-874': own('านร่อกเงม้ยลวัดทสติะปบคหีแจุพ์ชขูใื็ไณโธำผซศึญถฟภษฐฉฮๆฎฬฏฤ'),
  'KOI8-R': own(russian),
  'ISO-8859-2': centralEuropean,
  'ISO-8859-5': own(russian),
  IBM866: own(russian),
  macintosh: western,
  GB18030: [{ letters: simplified, others: ideographs, isLatin: false }],
  Big5: [{ letters: traditional, others: ideographs, isLatin: false }],
  Shift_JIS: [{ letters: kana, others: { ...ideographs, share: 0.35 }, isLatin: false }],
  'EUC-JP': [{ letters: kana, others: { ...ideographs, share: 0.35 }, isLatin: false }],
  'EUC-KR': [{ letters: syllables, others: { from: 0xac00, to: 0xd7a3, share: 0.3 }, isLatin: false }],
};
