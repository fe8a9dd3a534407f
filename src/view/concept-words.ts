/** What a concept is, for readers of the data: a title, and plain words. */
export interface ConceptWords {
  readonly title: string;
  readonly explain: string;
}

type Entry = readonly [concept: string, title: string, explain: string];

const SOURCES = [
  ['current', '本年安排', '本年资金'],
  ['carryover', '上年结转', '上年结转资金'],
  ['fiscalAccount', '财政专户管理资金', '财政专户管理资金'],
  ['own', '单位资金', '单位资金'],
] as const;

/** An expenditure once more for each source of money, as forms split their columns. */
function bySource(concept: string, title: string, what: string): readonly Entry[] {
  return SOURCES.map(([source, name, money]) => [
    `${concept}.${source}`,
    `${title}：${name}`,
    `用${money}安排的${what}。`,
  ]);
}

const WORDS: readonly Entry[] = [
  ['income.total', '收入总计', '全年预计能用的钱，含上年结转。'],
  ['income.currentYear', '本年收入', '本年预计取得的收入，不含上年结转。'],
  ['income.fiscal', '财政拨款收入', '本级财政从三本预算里拨给的钱。'],
  ['income.generalPublicBudget', '一般公共预算拨款收入', '主要来自税收的财政拨款。'],
  [
    'income.generalPublicBudget.fiscal',
    '一般公共预算中的财政拨款',
    '一般公共预算收入里由财政直接拨付的部分。',
  ],
  ['income.governmentFund', '政府性基金预算拨款收入', '来自专款专用的基金，如土地出让收入。'],
  ['income.stateCapital', '国有资本经营预算拨款收入', '来自国有企业上缴的利润。'],
  ['income.fiscalAccount', '财政专户管理资金收入', '教育收费等交入财政专户、再拨回使用的钱。'],
  ['income.own', '单位资金收入', '单位自己取得的收入，含事业、经营等收入。'],
  ['income.business', '事业收入', '事业单位开展业务取得的收入。'],
  ['income.operating', '经营收入', '事业单位在业务之外经营取得的收入。'],
  ['income.superior', '上级补助收入', '上级单位给的非财政补助。'],
  ['income.affiliated', '附属单位上缴收入', '下属独立核算单位交上来的钱。'],
  ['income.other', '其他收入', '以上各项之外的收入。'],
  ['expenditure.total', '支出总计', '打算花的钱；有科目编码的行是该科目的支出合计。'],
  ['expenditure.grandTotal', '支出总计（含结转）', '收支总表最末的总计，含年末结转结余。'],
  ...bySource('expenditure.total', '支出合计', '支出'),
  ['expenditure.basic', '基本支出', '养人和日常运转的钱。'],
  ...bySource('expenditure.basic', '基本支出', '基本支出'),
  ['expenditure.basic.personnel', '人员经费', '工资福利和对个人、家庭的补助。'],
  ['expenditure.basic.personnel.wages', '工资福利支出', '在职人员的工资、津贴、社保等。'],
  ['expenditure.basic.personnel.households', '对个人和家庭的补助', '离退休费、抚恤、生活补助等。'],
  ['expenditure.basic.public', '公用经费', '办公、水电、差旅等日常运转的钱。'],
  ['expenditure.basic.public.goods', '商品和服务支出', '公用经费里购买商品和服务的部分。'],
  ['expenditure.basic.public.capital', '资本性支出', '公用经费里购置设备等资产的部分。'],
  ['expenditure.project', '项目支出', '为办成专门的事安排的钱。'],
  ...bySource('expenditure.project', '项目支出', '项目支出'),
  ['expenditure.project.operation', '其他运转类项目', '维持运转、但不在公用经费定额里的项目。'],
  ['expenditure.project.specific', '特定目标类项目', '为特定目标安排的项目。'],
  ['expenditure.operating', '经营支出', '事业单位经营活动的支出。'],
  ['expenditure.superior', '上解上级支出', '按规定交给上级单位的钱。'],
  ['expenditure.affiliated', '对附属单位补助支出', '补助下属单位的钱。'],
  ['expenditure.centralBank', '人行科目', '收支总表末尾为人民银行科目留的一行。'],
  ['carryover.opening', '上年结转结余', '上年没用完、今年接着用的钱。'],
  ['carryover.opening.generalPublicBudget', '上年结转：一般公共预算', '上年结转里的一般公共预算资金。'],
  ['carryover.opening.governmentFund', '上年结转：政府性基金', '上年结转里的政府性基金。'],
  ['carryover.opening.stateCapital', '上年结转：国有资本经营', '上年结转里的国有资本经营预算资金。'],
  ['carryover.closing', '年末结转结余', '预计年末留到下年的钱。'],
  ['threePublic.total', '“三公”经费', '因公出国（境）、公务用车、公务接待三项合计。'],
  [
    'threePublic.withMeetings',
    '“三公”经费、会议费和培训费合计',
    '有的表样把会议费、培训费与“三公”经费合在一张表里。',
  ],
  ['threePublic.abroad', '因公出国（境）费', '工作人员因公出国（境）的费用。'],
  ['threePublic.abroad.teaching', '教学科研人员因公出国（境）费', '因公出国（境）费里教学科研人员的部分。'],
  ['threePublic.abroad.other', '其他因公出国（境）费', '因公出国（境）费里其余的部分。'],
  ['threePublic.vehicles', '公务用车购置及运行费', '买车和用车的费用。'],
  ['threePublic.vehicles.purchase', '公务用车购置费', '购置公务用车的费用。'],
  ['threePublic.vehicles.running', '公务用车运行维护费', '燃油、维修、保险、过路过桥等费用。'],
  ['threePublic.reception', '公务接待费', '按规定接待公务来宾的费用。'],
  ['threePublic.conference', '会议费', '召开会议的费用。'],
  ['threePublic.conference.university', '高校业务性会议费', '会议费里高校业务性会议的部分。'],
  ['threePublic.conference.other', '其他会议费', '会议费里其余的部分。'],
  ['threePublic.training', '培训费', '培训工作人员的费用。'],
  ['operatingFunds.total', '机关运行经费', '保障机关运转、购买货物和服务的钱。'],
  ['procurement.total', '政府采购', '按政府采购程序购买货物、工程和服务的钱。'],
  ['procurement.goods', '政府采购：货物', '采购货物的钱。'],
  ['procurement.works', '政府采购：工程', '采购工程的钱。'],
  ['procurement.services', '政府采购：服务', '采购服务的钱。'],
  ['procurement.smallFirms', '预留中小微企业份额', '政府采购里留给中小微企业的金额。'],
  ['procurement.fiscalAccount', '政府采购：财政专户资金', '用财政专户资金采购的金额。'],
  ['procurement.own', '政府采购：单位资金', '用单位资金采购的金额。'],
  ['procurement.carryover', '政府采购：上年结转', '用上年结转资金采购的金额。'],
  ['procurement.carryover.fiscal', '政府采购：财政拨款结转', '用结转的财政拨款采购的金额。'],
  ['procurement.carryover.nonFiscal', '政府采购：非财政拨款结转', '用结转的非财政拨款采购的金额。'],
  ['assets.total', '固定资产总额', '占用的固定资产的价值（及数量）。'],
  ['assets.houses', '房屋', '占用的房屋。'],
  ['assets.houses.offices', '办公用房', '房屋里用于办公的部分。'],
  ['assets.vehicles', '车辆', '占用的车辆。'],
  ['assets.equipment', '设备', '单价达到规定数额的设备。'],
  ['assets.specialEquipment', '专用设备', '专门用途的设备。'],
  ['assets.officeEquipment', '办公设备', '办公用的设备和家具。'],
  ['assets.other', '其他固定资产', '以上各项之外的固定资产。'],
  ['assets.purchases', '拟购置固定资产', '本年打算购置的固定资产。'],
];

const BY_CONCEPT: ReadonlyMap<string, ConceptWords> = new Map(
  WORDS.map(([concept, title, explain]) => [concept, { title, explain }]),
);

/** Undefined for a concept that a form has added of its own. */
export function conceptWords(concept: string): ConceptWords | undefined {
  return BY_CONCEPT.get(concept);
}

/** Where a concept stands among others; those unknown come last. */
export function conceptOrder(concept: string): number {
  const index = WORDS.findIndex(([known]) => known === concept);
  return index < 0 ? WORDS.length : index;
}
