import { check } from '../../src/check/engine.ts';
import { loadContent } from '../../src/load/content.ts';
import { loadDisclosure } from '../../src/load/disclosure.ts';
import { folderSource, memorySource } from '../../src/load/source.ts';
import type { CheckedDisclosure } from '../../src/model/disclosure.ts';
import { readDisclosure } from '../../src/schema/disclosure.ts';
import { readSurroundings } from '../../src/schema/surroundings.ts';

/** A whole small disclosure in which everything agrees, to be spoilt in one place at a time. */

const ID = '990000/2024/301';
const FOLDER = `disclosures/${ID}`;
/** Any form whose tables these are. */
const FORM = 'hebei-2024';

const income = (name: string, figure = ''): string => `${name},${figure}`;
const FUNCTIONS =
  '一般公共服务,外交,国防,公共安全,教育,科学技术,文化旅游体育与传媒,社会保障和就业,社会保险基金,卫生健康,节能环保,城乡社区,农林水,交通运输,资源勘探工业信息等,商业服务业等,金融,援助其他地区,自然资源海洋气象等,住房保障,粮油物资储备,国有资本经营预算,灾害防治及应急管理,预备费,其他,转移性,债务还本,债务付息,债务发行费用,抗疫特别国债安排的,人行科目'.split(
    ',',
  );
const NUMERALS =
  '一,二,三,四,五,六,七,八,九,十,十一,十二,十三,十四,十五,十六,十七,十八,十九,二十,二十一,二十二,二十三,二十四,二十五,二十六,二十七,二十八,二十九,三十,三十一'.split(
    ',',
  );
const BY_FUNCTION: Readonly<Record<string, string>> = {
  科学技术: '440.00',
  社会保障和就业: '30.00',
  卫生健康: '12.00',
  住房保障: '18.00',
};

function twoSided(left: readonly string[], cells: (figure: string) => string, blank: string): string {
  return FUNCTIONS.map(
    (name, index) =>
      `${left[index] ?? blank},${NUMERALS[index]}、${name}${/预备费|科目/.test(name) ? '' : '支出'},${cells(BY_FUNCTION[name] ?? '')}`,
  ).join('\n');
}

/** Code, name, and each row's basic and project expenditure. */
const BY_CODE = [
  ',合计,500.00,300.00,200.00',
  '206,科学技术支出,440.00,240.00,200.00',
  '20601,科学技术管理事务,340.00,240.00,100.00',
  '2060101,行政运行,240.00,240.00,',
  '2060102,一般行政管理事务,100.00,,100.00',
  '20604,技术研究与开发,100.00,,100.00',
  '2060499,其他技术研究与开发支出,100.00,,100.00',
  '208,社会保障和就业支出,30.00,30.00,',
  '20805,行政事业单位养老支出,30.00,30.00,',
  '2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,',
  '210,卫生健康支出,12.00,12.00,',
  '21011,行政事业单位医疗,12.00,12.00,',
  '2101101,行政单位医疗,12.00,12.00,',
  '221,住房保障支出,18.00,18.00,',
  '22102,住房改革支出,18.00,18.00,',
  '2210201,住房公积金,18.00,18.00,',
];
const INCOME_BY_CODE = BY_CODE.map((line) => {
  const [code = '', name = '', total = ''] = line.split(',');
  const carried = code === '2060499' || code === '20604' ? '20.00' : '';
  const now = carried !== '' ? '80.00' : code === '' ? '480.00' : code === '206' ? '420.00' : total;
  const opening = carried || (code === '' || code === '206' ? '20.00' : '');
  return `${code},${name},${total},${now},${now},,,,,,,${opening}`;
});

const project = (code: string, name: string, purpose: string): string =>
  JSON.stringify({
    code,
    name,
    amount: '100.00',
    funding: { fiscal: '100.00' },
    purpose,
    plan: { '3月底': '25', '6月底': '50', '10月底': '75', '12月底': '100' },
    goals: [`完成${purpose}的年度任务`],
    indicators: [
      {
        level1: '产出指标',
        level2: '数量指标',
        level3: '完成任务数量',
        description: '全年完成的任务',
        value: '≥12项',
        basis: '年度工作计划',
      },
      {
        level1: '产出指标',
        level2: '成本指标',
        level3: '项目总成本',
        description: '项目支出总额',
        value: '≤100万元',
        basis: '预算批复',
      },
      {
        level1: '效益指标',
        level2: '社会效益指标',
        level3: '服务企业数量',
        description: '得到服务的企业',
        value: '≥50家',
        basis: '年度工作计划',
      },
      {
        level1: '满意度指标',
        level2: '服务对象满意度指标',
        level3: '企业满意度',
        description: '问卷中满意的比例',
        value: '≥90%',
        basis: '问卷调查',
      },
    ],
  });

export const WHOLE: Readonly<Record<string, string>> = {
  'disclosure.yaml': `template: ${FORM}
region: "990000"
year: 2024
code: "301"
name: 甲县科学技术局
phase: 预算
scope: 部门
units:
  - { name: 甲县科学技术局机关 }
tables:
  固定资产表: { asOf: 2023-12-31 }
omitted: [整体绩效目标, 专项资金]
facts:
  - { id: 上年增减, concept: expenditure.total, period: change, value: 50.00, source: 比上年增减情况 }
  - { id: 基本支出增减, concept: expenditure.basic, period: change, value: 30.00, source: 比上年增减情况 }
  - { id: 项目支出增减, concept: expenditure.project, period: change, value: 20.00, source: 比上年增减情况 }
  - { id: 三公增减, concept: threePublic.total, fund: fiscal, period: change, value: -2.00, source: “三公”经费 }
  - { id: 接待增减, concept: threePublic.reception, fund: fiscal, period: change, value: -2.00, source: “三公”经费 }
  - { id: 机关运行经费, concept: operatingFunds.total, value: 50.00, source: 机关运行经费安排情况 }
`,
  'tables/收支总表.csv': `收入项目,收入预算数,支出项目,支出预算数
${twoSided(
  [
    income('一、一般公共预算拨款收入', '480.00'),
    income('二、政府性基金预算拨款收入'),
    income('三、国有资本经营预算拨款收入'),
    income('四、财政专户管理资金收入'),
    income('五、单位资金'),
  ],
  (figure) => figure,
  ',',
)}
本年收入合计,480.00,本年支出合计,500.00
上年结转结余,20.00,年终结转结余,
收入总计,500.00,支出总计,500.00
`,
  'tables/收入总表.csv': `科目编码,科目名称,合计,小计,财政拨款收入,财政专户收入,事业收入,经营收入,上级补助收入,附属单位上缴收入,其他收入,上年结转
${INCOME_BY_CODE.join('\n')}
`,
  'tables/支出总表.csv': `科目编码,科目名称,合计,基本支出,项目支出,经营支出,上解上级支出,对附属单位补助支出
${BY_CODE.map((line) => `${line},,,`).join('\n')}
`,
  'tables/财政拨款收支总表.csv': `收入项目,金额,支出项目,合计,一般公共预算财政拨款,政府性基金预算财政拨款,国有资本经营预算财政拨款
${twoSided(
  [
    income('一、一般公共预算拨款', '480.00'),
    income('二、政府性基金预算拨款'),
    income('三、国有资本经营预算拨款'),
  ],
  (figure) => `${figure},${figure},,`,
  ',',
)}
本年收入合计,480.00,本年支出合计,500.00,500.00,,
年初财政拨款结转和结余,20.00,年末财政拨款结转和结余,,,,
一、一般公共预算拨款,20.00,,,,,
二、政府性基金预算拨款,,,,,,
三、国有资本经营预算拨款,,,,,,
收入总计,500.00,支出总计,500.00,500.00,,
`,
  'tables/一般公共预算支出表.csv': `科目编码,科目名称,合计,基本支出,项目支出
${BY_CODE.join('\n')}
`,
  'tables/基本支出表.csv': `科目编码,科目名称,合计,人员经费,公用经费
,合计,300.00,250.00,50.00
301,工资福利支出,250.00,250.00,
30101,基本工资,150.00,150.00,
30102,津贴补贴,40.00,40.00,
30108,机关事业单位基本养老保险缴费,30.00,30.00,
30110,职工基本医疗保险缴费,12.00,12.00,
30113,住房公积金,18.00,18.00,
302,商品和服务支出,50.00,,50.00
30201,办公费,20.00,,20.00
30211,差旅费,10.00,,10.00
30217,公务接待费,3.00,,3.00
30231,公务用车运行维护费,7.00,,7.00
30239,其他交通费用,10.00,,10.00
`,
  'tables/政府性基金支出表.csv': '科目编码,科目名称,合计,基本支出,项目支出\n',
  'tables/国有资本经营支出表.csv': '科目编码,科目名称,合计,基本支出,项目支出\n',
  'tables/三公经费表.csv': `项目,合计,一般公共预算财政拨款,政府性基金预算拨款,国有资本经营预算财政拨款
合计,10.00,10.00,,
“三公”经费小计,10.00,10.00,,
一、因公出国（境）费,,,,
其中：教学科研人员因公出国（境）费,,,,
其他因公出国（境）费,,,,
二、公务用车购置及运维费,7.00,7.00,,
其中：公务用车购置费,,,,
公务用车运行维护费,7.00,7.00,,
三、公务接待费,3.00,3.00,,
`,
  'tables/政府采购表.csv': `项目名称,预算资金,采购物品名称,政府采购目录序号,计量单位,数量,单价,合计,一般公共预算拨款,基金预算拨款,国有资本经营预算拨款,财政专户核拨,单位资金,上年结转结余,2024年预留中小微企业份额
合计,,,,,,,60.00,60.00,,,,,,20.00
科普活动,100.00,服务器,A02010104,台,2,20.00,40.00,40.00,,,,,,
公用经费,50.00,复印纸,A05040101,箱,100,0.20,20.00,20.00,,,,,,20.00
`,
  'tables/固定资产表.csv': '项目,数量,价值（金额单位：万元）\n资产总额,,321.50\n',
  'tables/机构设置.csv': '单位名称,单位性质,单位规格,经费保障形式\n甲县科学技术局机关,行政,正科级,财政拨款\n',
  'projects/01.yaml': project('99000024P000001000011', '技术研究补助', '技术研究补助'),
  'projects/02.yaml': project('99000024P000001000022', '科普活动', '科普活动'),
  'narrative/职责.md': '（一）拟订全县科技发展规划。\n\n（二）组织实施科技计划。\n',
  'narrative/收入说明.md':
    '2024年预算收入500.00万元，其中：一般公共预算拨款收入480.00万元，上年结转结余20.00万元。\n',
  'narrative/支出说明.md':
    '2024年预算支出500.00万元，其中基本支出300.00万元，包括人员经费250.00万元和日常公用经费50.00万元；项目支出200.00万元，占预算支出的40.00%。\n',
  'narrative/增减情况.md':
    '2024年预算收支安排500.00万元，较2023年预算增加50.00万元，其中：基本支出增加30.00万元，主要为人员调入；项目支出增加20.00万元，主要为新增科普活动。\n',
  'narrative/机关运行经费.md':
    '我部门机关运行经费共计安排50.00万元，主要用于办公费20.00万元、差旅费10.00万元、公务接待费3.00万元、公务用车运行维护费7.00万元、其他交通费用10.00万元。\n',
  'narrative/三公经费.md':
    '2024年财政拨款“三公”经费预算10.00万元，比上年减少2.00万元，下降16.67%。其中：因公出国（境）费0万元，与上年持平；公务用车购置及运维费7.00万元（公务用车购置费0万元，公务用车运行维护费7.00万元），与上年持平；公务接待费3.00万元，比上年减少2.00万元，下降40%，主要原因是厉行节约。\n',
  'narrative/政府采购.md': '2024年政府采购预算60.00万元。\n',
  'narrative/国有资产.md': '截至2023年底，我部门固定资产总额321.50万元。\n',
  'narrative/其他事项.md': '无其他需要说明的事项。\n',
};

/** Something else in place of a part of one file; a file with nothing left in it is not there. */
export type Edit = readonly [file: string, from: string, to: string];

const tool = folderSource('content');
const { around: own } = readSurroundings(loadContent(tool, tool));

/** Reads and checks the disclosure with some places changed. Throws where it cannot be read. */
export function checkedWith(edits: readonly Edit[] = []): CheckedDisclosure {
  const files: Record<string, string> = { ...WHOLE };
  for (const [file, from, to] of edits) {
    const text = files[file] ?? '';
    if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
    files[file] = text.replace(from, () => to);
  }
  const isFinal = /^phase: 决算/m.test(files['disclosure.yaml'] ?? '');
  const folder = isFinal ? `${FOLDER}/final` : FOLDER;
  const source = memorySource(
    Object.fromEntries(
      Object.entries(files).flatMap(([name, text]) => (text === '' ? [] : [[`${folder}/${name}`, text]])),
    ),
  );
  const around = { ...own, regions: new Map([['990000', { code: '990000', name: '甲县' }]]) };
  const { disclosure, problems } = readDisclosure(
    loadDisclosure(source, isFinal ? `${ID}/final` : ID),
    around,
  );
  if (!disclosure)
    throw new Error(problems.map(({ place, message }) => `${place.file}: ${message}`).join('\n'));
  return check(disclosure);
}
