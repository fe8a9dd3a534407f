import { crc32 } from 'node:zlib';
import { CFB } from '@e965/xlsx';
import { deflateSync, strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { ImportRefusal, importFiles, reportOf, type Subject } from '../../src/import/index.ts';
import { Archive } from '../../src/import/read/zip/archive.ts';
import { p, table, wordDocument } from './make/document.ts';
import { bomb, compound, joined, packedZeros, plainBook, rawZip } from './make/hostile.ts';
import { edited, workbook } from './make/workbook.ts';
import { form, rowsOf } from './support.ts';

const subject: Subject = { region: '139999', year: 2024, code: '888', name: '某县水务局' };
const read = (name: string, bytes: Uint8Array) => importFiles([{ name, bytes }], form('hebei-2024'), subject);

/** The refusal; without one, what follows would fill the memory or not end. */
function refusal(name: string, bytes: Uint8Array): string {
  try {
    read(name, bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(ImportRefusal);
    return (error as Error).message;
  }
  return '（没有拒绝）';
}

const MB = 1024 * 1024;
const text = (content: string): Uint8Array => strToU8(content);

describe('zip files that would fill the machine', () => {
  test('one part that unpacks a thousandfold', () =>
    expect(refusal('a.xlsx', bomb(20 * MB))).toContain('压缩炸弹'));
  test('one part of more than 50 MB', () =>
    expect(
      refusal('a.xlsx', rawZip([{ name: 'a.xml', data: new Uint8Array(10), claimed: 60 * MB }])),
    ).toContain('超过 50 MB 的上限'));
  test('many parts of more than 200 MB together', () => {
    const data = new Uint8Array(250_000);
    const entries = Array.from({ length: 6 }, (_, at) => ({
      name: `${at}.xml`,
      data,
      method: 8,
      claimed: 39 * MB,
    }));
    expect(refusal('a.xlsx', rawZip(entries))).toContain('超过 200 MB 的上限');
  });
  test('a list that lies about the size', () => {
    const data = packedZeros(8000);
    expect(
      refusal('a.xlsx', rawZip([{ name: '[Content_Types].xml', data, method: 8, claimed: 1000 }])),
    ).toContain('压缩炸弹');
  });
  test('thousands of entries, and a list that says so and has none', () => {
    const entries = Array.from({ length: 2001 }, (_, at) => ({ name: `${at}`, data: new Uint8Array(0) }));
    expect(refusal('a.xlsx', rawZip(entries))).toContain('里面有 2001 个文件，超过 2000 个的上限');
    expect(refusal('a.xlsx', rawZip([], 60_000))).toContain('60000 个文件');
  });
  test('all parts of a file count together while unpacking', () => {
    const part = (): [Uint8Array, { level: 0 }] => [new Uint8Array(60_000), { level: 0 }];
    const limits = { entries: 10, total: 130_000, part: 100_000, ratio: 200, small: 1000 };
    const archive = new Archive('a', zipSync({ a: part(), b: part() }), limits);
    archive.read('a');
    archive.read('b');
    expect(() => archive.read('a')).toThrow('展开后超过');
  });
});

describe('zip files that trick', () => {
  test.each([
    ['../../etc/passwd'],
    ['/etc/passwd'],
    ['xl/..\\..\\a.xml'],
    ['C:\\a.xml'],
    ['\\\\server\\a'],
    ['a\0b'],
    ['xl/./a.xml'],
    [''],
  ])('the name %j', (name) =>
    expect(refusal('a.xlsx', rawZip([{ name, data: text('x') }]))).toContain('路径可疑'),
  );
  test('one name twice, also in other letters', () =>
    expect(
      refusal(
        'a.xlsx',
        rawZip([
          { name: 'a.xml', data: text('1') },
          { name: 'A.xml', data: text('2') },
        ]),
      ),
    ).toContain('同名'));
  test('encrypted entries', () =>
    expect(refusal('a.xlsx', rawZip([{ name: 'a.xml', data: text('1'), flags: 1 }]))).toContain('加了密码'));
  test('an unknown way of packing', () =>
    expect(refusal('a.xlsx', rawZip([{ name: 'a.xml', data: text('1'), method: 99 }]))).toContain('99'));
  test.each([0, 1, 30, 200, 1000])('cut off after %i bytes', (length) =>
    expect(refusal('a.xlsx', plainBook().slice(0, length))).toMatch(/空的|不完整|内容却是/),
  );
  test('offsets that point nowhere', () => {
    const bytes = plainBook();
    bytes.fill(0xff, bytes.length - 6, bytes.length - 2);
    expect(refusal('a.xlsx', bytes)).toContain('不完整或已损坏');
  });
});

describe('XML that trick', () => {
  const DOCTYPE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>';
  test.each(['xl/workbook.xml', 'xl/worksheets/sheet1.xml', '[Content_Types].xml', '_rels/.rels'])(
    'a DOCTYPE in %s',
    (part) => {
      const bytes = edited(plainBook(), part, (xml) => xml.replace(/^(<\?xml[^>]*>)/, `$1${DOCTYPE}`));
      expect(refusal('a.xlsx', bytes)).toContain('DOCTYPE');
    },
  );
  test('a DOCTYPE in a document, in another encoding too', () => {
    const xml = `<?xml version="1.0"?>${DOCTYPE}<w:document xmlns:w="w"><w:body/></w:document>`;
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ...[...xml].flatMap((character) => [character.charCodeAt(0), 0]),
    ]);
    for (const part of [text(xml), utf16])
      expect(refusal('a.docx', wordDocument({ body: '', others: { 'word/document.xml': part } }))).toContain(
        'DOCTYPE',
      );
  });
  test('entities that nobody declared', () =>
    expect(refusal('a.docx', wordDocument({ body: '<w:p>&secret;</w:p>' }))).toContain('不完整或已损坏'));
  test('thousands of levels', () =>
    expect(
      refusal('a.docx', wordDocument({ body: `${'<w:x>'.repeat(5000)}${'</w:x>'.repeat(5000)}` })),
    ).toContain('不完整或已损坏'));
  test('no end', () =>
    expect(refusal('a.docx', wordDocument({ body: '<w:p>' }))).toContain('不完整或已损坏'));
});

describe('cells without end', () => {
  const sheet = (data: string): Uint8Array =>
    edited(plainBook(), 'xl/worksheets/sheet1.xml', (xml) =>
      xml.replace(/<sheetData>.*<\/sheetData>/s, `<sheetData>${data}</sheetData>`),
    );
  test('100 MB of cells', () => {
    // Not to be told from a workbook until it is unpacked.
    const row = '<row><c><v>12345.67</v></c></row>';
    const big = new Uint8Array(51 * MB).fill(32);
    expect(
      refusal('a.xlsx', zipSync({ 'xl/worksheets/sheet1.xml': [big, { level: 0 }], a: text(row) })),
    ).toContain('上限');
  });
  test('a text repeated until it fills the machine', () => {
    const bytes = workbook([{ name: '一', rows: [['x']] }]);
    const cells = Array.from(
      { length: 60_000 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="s"><v>0</v></c></row>`,
    ).join('');
    const long = edited(bytes, 'xl/worksheets/sheet1.xml', (xml) =>
      xml.replace(/<sheetData>.*<\/sheetData>/s, `<sheetData>${cells}</sheetData>`),
    );
    const shared = edited(
      edited(
        edited(long, 'xl/sharedStrings.xml', () => `<sst><si><t>${'预算'.repeat(5000)}</t></si></sst>`),
        'xl/_rels/workbook.xml.rels',
        (xml) =>
          xml.includes('sharedStrings')
            ? xml
            : xml.replace(
                '</Relationships>',
                '<Relationship Id="s9" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
              ),
      ),
      '[Content_Types].xml',
      (xml) => xml,
    );
    expect(refusal('a.xlsx', shared)).toContain('文字超过');
  });
  test('cells scattered over the whole sheet', () => {
    const rows = Array.from({ length: 6000 }, (_, at) => {
      const column = columnOf(at + 1);
      return `<row r="${at + 1}"><c r="${column}${at + 1}"><v>1</v></c></row>`;
    });
    expect(refusal('a.xlsx', sheet(rows.join('')))).toContain('散得太开');
  });
  test('merged cells over the whole sheet cost nothing', () => {
    const bytes = edited(plainBook(), 'xl/worksheets/sheet1.xml', (xml) =>
      xml.replace('</sheetData>', '</sheetData><mergeCells><mergeCell ref="A20:XFD1048576"/></mergeCells>'),
    );
    expect(rowsOf(read('a.xlsx', bytes), '一般公共预算支出表')).toEqual(['|合计|3.00|1.00|2.00']);
  });
  test('rows and columns that are none', () => {
    const bytes = sheet(
      '<row r="999999999999"><c r="ZZZZZZ1"><v>5</v></c><c r="A-1" t="s"><v>-7</v></c></row>',
    );
    expect(() => read('a.xlsx', bytes)).not.toThrow();
  });
});

describe('passed over, and said', () => {
  const warnings = (name: string, bytes: Uint8Array): string[] =>
    reportOf(read(name, bytes), '').warnings.map((item) => item.text);
  test('macros', () => {
    const bytes = edited(plainBook(), 'xl/vbaProject.bin', () => 'Sub Auto_Open');
    expect(warnings('a.xlsm', bytes)).toEqual(['文件带有宏，没有读取，也没有运行']);
    expect(rowsOf(read('a.xlsm', bytes), '一般公共预算支出表')).toEqual(['|合计|3.00|1.00|2.00']);
  });
  test('external links', () => {
    const bytes = edited(
      plainBook(),
      'xl/worksheets/_rels/sheet1.xml.rels',
      () =>
        '<Relationships><Relationship Id="r1" Type="x/hyperlink" Target="http://evil.example/a" TargetMode="External"/></Relationships>',
    );
    expect(warnings('a.xlsx', bytes)).toEqual(['有 1 处外部链接（如“http://evil.example/a”），没有打开']);
  });
  test('links and macros of a document', () => {
    const bytes = wordDocument({
      body: p('x'),
      relations:
        '<Relationship Id="r9" Type="x/attachedTemplate" Target="\\\\server\\evil.dotm" TargetMode="External"/>',
      others: { 'word/vbaProject.bin': text('x') },
    });
    expect(warnings('a.docm', bytes)).toEqual([
      '文件带有宏，没有读取，也没有运行',
      '有 1 处外部链接（如“\\\\server\\evil.dotm”），没有打开',
    ]);
  });
  test('names of sheets cannot speak for the report', () => {
    const bytes = edited(plainBook(), 'xl/workbook.xml', (xml) =>
      xml
        .replace('name="一"', 'name="一&#10;## 已放入&#x9B;2J"')
        .replace(/state="[^"]*"/, '')
        .replace('<sheet ', '<sheet state="hidden" '),
    );
    const told = JSON.stringify(warnings('a.xlsx', bytes));
    expect(told).toContain('## 已放入');
    expect(told).not.toMatch(/\\n|\\u001b|\\u009b/);
  });
});

describe('a file that is not what its name says', () => {
  test.each([
    ['a.xlsx', text('%PDF-1.7'), 'PDF'],
    ['a.xlsx', text('<html><table>'), '网页'],
    ['a.xls', text('<?xml version="1.0"?><Workbook>'), '网页或 XML'],
    ['a.xlsx', text('部门预算'), '内容却是文字'],
    ['a.docx', plainBook(), '内容却是新版工作簿'],
    ['a.xls', plainBook(), '内容却是新版工作簿'],
    ['a.txt', plainBook(), '内容却是新版工作簿'],
    ['a.xlsx', wordDocument(p('x')), '内容却是新版文档'],
    ['a.xlsx', zipSync({ a: text('x') }), '压缩文件'],
    ['a.xlsx', compound('EncryptionInfo', 'EncryptedPackage'), '加了密码'],
    ['a.docx', compound('WordDocument'), '97—2003 版文档'],
    ['a.xlsx', compound('Workbook'), '内容却是97—2003 版工作簿'],
    ['a.docx', text('{\\rtf1'), 'RTF'],
    ['a.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47]), '图片'],
    ['a.txt', new Uint8Array([0, 1, 2]), '空字符'],
    ['a.xls', compound('Workbook'), '不完整或已损坏'],
    ['a.xlsx', new Uint8Array(0), '空的'],
  ] as const)('%s (%#)', (name, bytes, words) => expect(refusal(name, bytes)).toContain(words));

  test('the name is printed safely', () =>
    expect(refusal('a\u001b[31m\n.xlsx', text('%PDF'))).not.toMatch(/\p{Cc}/u));
});

test('a workbook of the old kind behind a password', () => {
  // FILEPASS, the record of a password, stands behind the first: RC4, then the XOR of still older programs.
  const plain = workbook([{ name: '一', rows: [['甲']] }], 'biff8');
  for (const pass of [
    [1, 0, 1, 0, 1, 0, ...new Array<number>(48).fill(7)],
    [0, 0, 0x12, 0x34, 0x56, 0x78],
  ]) {
    const container = CFB.read(plain, { type: 'array' });
    const entry = CFB.find(container, '/Workbook');
    if (!entry) throw new Error('no stream');
    const stream = Uint8Array.from(entry.content as Uint8Array);
    const first = 4 + (stream[2] ?? 0) + 256 * (stream[3] ?? 0);
    const record = Uint8Array.from([0x2f, 0, pass.length, 0, ...pass]);
    entry.content = joined([stream.subarray(0, first), record, stream.subarray(first)]) as never;
    entry.size = entry.content.length;
    const bytes = Uint8Array.from(CFB.write(container, { type: 'array' }) as unknown as number[]);
    for (const name of ['a.xls', 'a.et'])
      expect(refusal(name, bytes)).toBe(
        `没有读“${name}”：工作簿加了密码。请在 WPS 或 Excel 中去掉密码，另存后再导入。`,
      );
  }
});

test('one flipped bit would be another figure: the checksum refuses it, packed or not', () => {
  const xml = text('<v>12345</v>');
  const wrong = { checksum: crc32(text('<v>12346</v>')) };
  for (const entry of [
    { name: 'a.xml', data: xml, ...wrong },
    { name: 'a.xml', data: deflateSync(xml), method: 8, claimed: xml.length, ...wrong },
  ])
    expect(() => new Archive('a.xlsx', rawZip([entry])).read('a.xml')).toThrow(
      '里面的“a.xml”和校验码对不上，传送或保存时损坏了',
    );
  const good = { name: 'a.xml', data: xml };
  expect(new Archive('a.xlsx', rawZip([good])).read('a.xml')).toEqual(xml);
});

test('the old workbook and its WPS name are read as the new one', () => {
  const rows = [
    ['一般公共预算支出表'],
    ['单位：万元'],
    ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
    ['', '合计', { n: 3, z: '0.00' }, 1, 2],
  ];
  const bytes = workbook([{ name: '附表1', rows, merges: ['A1:E1'] }], 'biff8');
  for (const name of ['a.xls', 'a.et'])
    expect(rowsOf(read(name, bytes), '一般公共预算支出表')).toEqual(['|合计|3.00|1.00|2.00']);
  expect(rowsOf(read('a.et', plainBook()), '一般公共预算支出表')).toEqual(['|合计|3.00|1.00|2.00']);
  // Damaged in every place: never anything but an answer.
  for (let at = 0; at < bytes.length; at += 97) {
    const broken = bytes.slice();
    broken[at] = (broken[at] ?? 0) ^ 0xff;
    try {
      read('a.xls', broken);
    } catch (error) {
      expect(error).toBeInstanceOf(ImportRefusal);
    }
  }
});

test('a document’s table of any width is bounded', () => {
  const wide = table([{ text: '甲', span: 2_000_000_000 }, '乙']);
  expect(() => read('a.docx', wordDocument(wide))).not.toThrow();
});

function columnOf(column: number): string {
  let name = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}
