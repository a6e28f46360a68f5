/** Names that are at home together. Lists are separated by commas. */
export interface Culture {
  /** How often, against the others. */
  readonly share: number;
  readonly given: string;
  /** Empty where people go by one name. */
  readonly family: string;
  /** How two family names become one; without it they are not combined. */
  readonly joins?: string;
  /** What stands between the two where the family's name comes first. */
  readonly familyFirst?: string;
}

export const cultures: readonly Culture[] = [
  {
    share: 16,
    given:
      'Olivia,Amara,Grace,Imogen,Ruby,Siobhán,Niamh,Chidera,Ngozi,Ifeoma,Adaeze,Tobias,Oliver,Callum,Seán,Rhys,Dylan,Emeka,Tunde,Kwame,Kofi,Abena,Priya,Anjali,Rohan,Arjun,Leila,Jasmine,Theo,Marcus',
    family:
      'Baker,Hughes,O’Brien,Ó Súilleabháin,Byrne,Clarke,Eze,Adeyemi,Mensah,Boateng,Osei,Nwosu,Balogun,Patel,Sharma,Iyer,Kapoor,Wright,Turner,Lloyd,Evans,MacLeod,Fraser,Whitfield,Ashworth,Reid,Sutton,Hale',
    joins: '-',
  },
  {
    share: 16,
    given:
      'Inês,João,Conceição,Tomás,Beatriz,Gonçalo,Margarida,Luísa,Sebastião,Catarina,Rui,Leonor,Afonso,Mafalda,Duarte,Iara,Thiago,Vitória,Caetano,Débora,Raquel,Nuno,Patrícia,Simão,Lurdes,Álvaro',
    family:
      'Almeida,Gonçalves,Araújo,Magalhães,Simões,Falcão,Brandão,Teixeira,Figueiredo,Cordeiro,Nóbrega,Leitão,Vilhena,Sampaio,Guimarães,Antunes,Pacheco,Queirós,Valadão,Esteves,Bragança,Moutinho',
    joins: ' ',
  },
  {
    share: 10,
    given:
      'Lucía,Begoña,Íñigo,Martín,Sofía,Ramón,Nuria,Jesús,Ximena,Andrés,Itziar,Joaquín,Montserrat,Núria,Héctor,Paloma,Iván,Rocío,Julián,Araceli,Óscar,Belén',
    family:
      'Muñoz,Ibáñez,Gutiérrez,Peña,Núñez,Zúñiga,Castañeda,Echeverría,Puig,Ferrer,Sáenz,Ordóñez,Villanueva,Ríos,Cordero,Márquez,Beltrán,Quiñones,Salcedo,Vidal,Bermúdez,Arrieta',
    joins: ' ',
  },
  {
    share: 9,
    given:
      'Chloé,Éloïse,François,Maëlle,Benoît,Anaïs,Zacharie,Hélène,Loïc,Aurélie,Théophile,Noémie,Gaël,Océane,Raphaël,Inès,Solène,Cédric,Mathilde,Rémi,Fanta,Oumar',
    family:
      'Lefèvre,Bélanger,Côté,Dubois,Gauthier,Hébert,Lécuyer,Mercier,Noël,Perrault,Rousseau,Thériault,Vasseur,Diallo,Traoré,Ndiaye,Besançon,Boucher,Delaunay,Fournier,Carrière,Jolivet',
    joins: '-',
  },
  {
    share: 10,
    given:
      'Jürgen,Käthe,Björn,Anneliese,Søren,Åsa,Ingrid,Øyvind,Freja,Lærke,Matthias,Jörg,Franziska,Götz,Sigríður,Þóra,Ásgeir,Mikkel,Saara,Väinö,Aino,Lukas,Femke,Joost,Maaike,Sander',
    family:
      'Müller,Schröder,Größler,Weiß,Sjögren,Lindström,Ångström,Nørgaard,Østergaard,Bjørnsen,Kjær,Hämäläinen,Virtanen,Köhler,Brandt,Vogel,Þorvaldsdóttir,de Vries,van der Berg,Jansen,Bakker,Lehtonen,Hansen',
    joins: '-',
  },
  {
    share: 9,
    given:
      'Łucja,Bożena,Grzegorz,Świętosława,Wojciech,Małgorzata,Jiří,Kateřina,Ondřej,Božidar,Šárka,Živa,Đorđe,Željko,Ágnes,Zoltán,Gergő,Ștefan,Ioana,Răzvan,Andžela,Jūratė,Mārtiņš,Kristīne',
    family:
      'Wójcik,Kowalczyk,Zieliński,Dąbrowska,Błaszczyk,Dvořák,Novák,Černý,Růžička,Šimůnek,Đukić,Živković,Horváth,Szűcs,Kovács,Țepeneag,Brâncuși,Šķēle,Ozoliņš,Žukauskas,Petrović,Krejčí',
    joins: '-',
  },
  {
    share: 3,
    given: 'Çağla,Gökhan,Işıl,Şebnem,Ömer,Zeynep,Kerem,İpek,Tuğçe,Barış,Dilek,Yiğit',
    family: 'Öztürk,Yıldız,Güneş,Çelik,Şahin,Aydın,Koç,Doğan,Erdoğdu,Kılıç,Özgür,Taşkın',
  },
  {
    share: 3,
    given: 'Nguyệt,Thảo,Đức,Hương,Trường,Ngọc,Quỳnh,Bảo,Tuấn,Linh,Khánh,Mỹ Duyên',
    family: 'Nguyễn,Trần,Phạm,Đặng,Bùi,Lương,Vũ,Hoàng,Đinh,Võ,Tạ,Lê',
    familyFirst: ' ',
  },
  {
    share: 2,
    given: 'Wulandari,Suryadi,Rahmawati,Budiono,Lestari,Hartono,Widyawati,Kusuma',
    family: '',
  },
  {
    share: 5,
    given:
      'ليلى,مريم,يوسف,عمر,نور,سارة,خالد,هدى,طارق,سلمى,ياسمين,كريم,رانيا,زياد,دانة,بلال,أمينة,إياد',
    family:
      'حداد,الخطيب,منصور,النجار,صباغ,الشامي,عثمان,البغدادي,درويش,قاسم,الحسيني,زيدان,شاهين,الفاسي,مراد,ناصر,سليمان,عباس',
  },
  {
    share: 4,
    given:
      'Ελένη,Γιώργος,Κατερίνα,Νίκος,Δήμητρα,Σπύρος,Ιωάννα,Θανάσης,Βασιλική,Χρήστος,Αθηνά,Μιχάλης,Φωτεινή,Στέλιος',
    family:
      'Παπαδοπούλου,Γεωργίου,Οικονόμου,Αγγελόπουλος,Δημητρίου,Βλάχος,Νικολαΐδη,Μακρή,Καραγιάννη,Σταύρου,Ρήγα,Λάμπρου,Ψαρρά,Ζαφείρης',
    joins: '-',
  },
  {
    share: 5,
    given:
      'Оксана,Тарас,Соломія,Андрій,Ярина,Мирослава,Богдан,Ганна,Юлія,Олексій,Дарина,Цветана,Стоян,Радка,Милена,Бојана,Душан,Снежана',
    family:
      'Шевчук,Коваленко,Бондаренко,Ткаченко,Кравець,Мельник,Гончар,Василенко,Іванчук,Романюк,Левицька,Димитрова,Стоянов,Каменова,Тодоров,Јовановић,Ђурић,Петковић',
    joins: '-',
  },
  {
    share: 3,
    given: '伟,芳,娜,敏,静,丽华,志强,晓明,雪梅,建国,秀英,子涵,欣怡,浩然,梓萱,宇轩',
    family: '王,李,张,刘,陈,杨,赵,黄,周,吴,欧阳,司马,林,郑,谢,许',
    familyFirst: '',
  },
  {
    share: 3,
    given: '美咲,翔太,陽菜,大輔,さくら,健一,葵,結衣,蓮,真由美,拓海,恵子,悠真,千尋',
    family: '佐藤,鈴木,高橋,田中,渡辺,伊藤,山本,中村,小林,加藤,吉田,髙﨑,齋藤,松本',
    familyFirst: ' ',
  },
  {
    share: 2,
    given: '서연,민준,지우,하은,도윤,예린,준호,수빈,지훈,유나,현우,다은',
    family: '김,이,박,최,정,강,조,윤,장,임,남궁,황보',
    familyFirst: '',
  },
];

/** In the order of their ids: new ones go to the end. Separated by commas. */
export const companyTitles =
  'Tidewater Studio,Lantern & Oak,Northlight Robotics,Café Cartographers,Brightwell Legal,Saltmarsh Ceramics,Paper Heron,Quayside Analytics,Fjällräv Design,Ostra Bioworks,Blue Kiosk Media,Marble Arch Games,Kestrel Mobility,Luz & Filhos,Atelier Nuage,Moonraker Energy,Harbour Physio,Ten Bells Software,Åkerlund Arkitekter,Copper Kettle Films,Juniper Insurance,Second Breakfast,Ponte Nova,Signal & Thread,Vela Aerospace,Otter Hydraulics,Maré Alta,Grüne Woche,Studio Ñandú,Open Ledger Collective,Redshank Ecology,Fathom Sonar,Pomegranate Press,Little Dipper Learning,Iron Bridge Partners,Casa do Vento,Halcyon Care,Umber & Ochre,Zephyr Freight,Kitehill Ventures,Sparrow Payments,Deep Water Law,Bramble Foods,Nine Tides,Orchard Audio,Slate Roof Labs,Polaris Travel,Wren Accounting,Gannet Marine,Tin Whistle Records,Linden Housing,Cobalt Forge,Mirador,Driftwood Recruiting,Sunday Bakery,Vox Nordica,Clay & Compass,Heliograph,Tessera Textiles,Ferry Lane Therapy';
