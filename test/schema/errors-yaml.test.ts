import { describe } from 'vitest';
import { type Changes, FOLDER } from '../support/content.ts';
import { says } from '../support/faults.ts';

/** YAML that is none, or more than content needs. */

const targets = (text: string): Changes => ({ [`${FOLDER}/targets.yaml`]: text });

describe('slips', () => {
  says('a tab at the start of a line', targets('goals:\n\t- 管好财政资金\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:1`,
    message: 'YAML 写法有误：行首用了制表符（Tab）',
    hint: '请把行首的制表符换成空格。',
  });

  says('a full-width colon', targets('goals: [管好财政资金]\nmeasures：[加强监督]\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:9`,
    message: 'YAML 写法有误：名称后面用了全角冒号“：”',
    hint: '请改成半角冒号加一个空格“: ”。',
  });

  says('no space after the colon', targets('goals: [管好财政资金]\nmeasures:[加强监督]\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:9`,
    message: 'YAML 写法有误：冒号后面没有空格',
    hint: '请在冒号后面加一个空格。',
  });

  says(
    'a double quotation mark that nothing closes',
    targets('goals:\n  - "管好财政资金\nmeasures: [加强监督]\n'),
    {
      rule: 'load.yaml',
      at: `${FOLDER}/targets.yaml:2:5`,
      message: 'YAML 写法有误：双引号没有成对',
      hint: '请补上另一半双引号。',
    },
  );

  says(
    'a single quotation mark that nothing closes',
    targets("goals:\n  - '管好财政资金\nmeasures: [加强监督]\n"),
    {
      rule: 'load.yaml',
      at: `${FOLDER}/targets.yaml:2:5`,
      message: 'YAML 写法有误：单引号没有成对',
      hint: '请补上另一半单引号。',
    },
  );

  says('a square bracket that nothing closes', targets('goals: [管好财政资金\nmeasures: [加强监督]\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:1:8`,
    message: 'YAML 写法有误：方括号没有成对',
    hint: '请补上另一半方括号。',
  });

  says('a curly bracket that nothing closes', targets('budget: [{ label: 项目支出, amount: 3 ]\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:1:10`,
    message: 'YAML 写法有误：花括号没有成对',
    hint: '请补上另一半花括号。',
  });

  says('words after the closing quotation mark', targets('goals:\n  - "管好"财政资金\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:9`,
    message: 'YAML 写法有误：引号或括号之后还有别的内容',
    hint: '整段文字要放在同一对引号里；文字里的双引号请改用“”。',
  });

  says('words after the closing bracket', targets('goals: [管好财政资金] 等\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:1:17`,
    message: 'YAML 写法有误：引号或括号之后还有别的内容',
    hint: '整段文字要放在同一对引号里；文字里的双引号请改用“”。',
  });

  says('braces of a binding outside quotation marks', targets('goals: [完成{{year}}年的任务]\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:1:11`,
    message: 'YAML 写法有误：“{{”要放在引号里',
    hint: '请给整段文字加上引号。',
  });

  says('two colons in a line', targets('goals:\n  - 目标: 一: 管好财政资金\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:10`,
    message: 'YAML 写法有误：一行里有两个冒号',
    hint: '含冒号的文字要加引号，如 "原因: 机构改革"。',
  });

  says('an item out of line', targets('goals:\n  - 管好财政资金\n - 加强监督\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:3:2`,
    message: 'YAML 写法有误：这一行的缩进与同级内容没有对齐',
    hint: '请让同级的各行左边对齐；下一级比上一级多缩进两格。',
  });

  says('a field out of line', targets('goals: [管好财政资金]\n  measures: [加强监督]\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:3`,
    message: 'YAML 写法有误：这一行的缩进与同级内容没有对齐',
    hint: '请让同级的各行左边对齐；下一级比上一级多缩进两格。',
  });

  says('a list among fields', targets('goals: [管好财政资金]\n- 加强监督\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:1`,
    message: 'YAML 写法有误：这一行的缩进与同级内容没有对齐',
    hint: '请让同级的各行左边对齐；下一级比上一级多缩进两格。',
  });

  says('text that begins with an at sign', targets('goals:\n  - @财政局\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:5`,
    message: 'YAML 写法有误：文字不能以“@”开头',
    hint: '请给这段文字加上引号。',
  });

  says('text that begins with a backtick', targets('goals:\n  - `管好`\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:5`,
    message: 'YAML 写法有误：文字不能以“`”开头',
    hint: '请给这段文字加上引号。',
  });

  says('text that begins with a per cent sign', targets('goals:\n  - %100 完成\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:5`,
    message: 'YAML 写法有误：文字不能以“%”开头',
    hint: '请给这段文字加上引号。',
  });

  says('text that begins with an asterisk', targets('goals:\n  - *重点* 管好财政资金\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:5`,
    message: 'YAML 写法有误：文字不能以“*”开头',
    hint: '请给这段文字加上引号。',
  });

  says('a backslash in double quotation marks', targets('goals:\n  - "D:\\财政"\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:9`,
    message: 'YAML 写法有误：双引号里的反斜杠（\\）有特殊含义',
    hint: '请改用单引号，或把反斜杠写成两个。',
  });

  says('a control character', targets('goals:\n  - 管好\u0001财政资金\n'), {
    rule: 'load.hidden',
    at: `${FOLDER}/targets.yaml:2:7`,
    message: '这里有看不见的控制字符 U+0001，不是文字',
    hint: '多半是从别处粘贴来的。请删去这个字符，重新输入前后的字。',
  });

  says('a name given twice', targets('goals: [管好财政资金]\nmeasures: []\ngoals: [加强监督]\n'), {
    rule: 'load.duplicate-key',
    at: `${FOLDER}/targets.yaml:3:1`,
    message: '“goals”写了两遍（前一处在第 1 行）',
    hint: '请只留一处。',
  });

  says(
    'thousands without quotation marks in curly brackets',
    targets('budget: [{ label: 项目支出, amount: 1,469.55 }]\n'),
    {
      rule: 'load.unknown-field',
      at: `${FOLDER}/targets.yaml:1:35`,
      message: '不认识的字段“469.55”，像是被千分位逗号断开的数字',
      hint: '花括号里带千分位逗号的数字要加引号，如 "1,469.55"，或去掉逗号。',
    },
  );
});

describe('more than content needs', () => {
  says('an anchor', targets('goals: &all [管好财政资金]\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:1:9`,
    message: '不能使用锚点和引用（& 和 *）',
    hint: '请把内容写全；以 & 或 * 开头的文字要加引号。',
  });

  says('an alias', targets('goals: [管好财政资金]\nmeasures: *all\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:12`,
    message: '不能使用锚点和引用（& 和 *）',
    hint: '请把内容写全；以 & 或 * 开头的文字要加引号。',
  });

  says(
    'a bomb of aliases',
    targets(
      `a: &a [x, x]\n${[...'bcdefghij'].map((name, index) => `${name}: &${name} [*${'abcdefghi'[index]}, *${'abcdefghi'[index]}]\n`).join('')}`,
    ),
    {
      rule: 'load.yaml',
      at: `${FOLDER}/targets.yaml:1:5`,
      message: '不能使用锚点和引用（& 和 *）',
      hint: '请把内容写全；以 & 或 * 开头的文字要加引号。',
    },
  );

  says('a merge key', targets('<<: *all\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:1:6`,
    message: '不能使用锚点和引用（& 和 *）',
    hint: '请把内容写全；以 & 或 * 开头的文字要加引号。',
  });

  says('a tag', targets('goals: !!set [管好财政资金]\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:1:8`,
    message: '不能使用类型标记（!）',
    hint: '请去掉标记；以 ! 开头的文字要加引号。',
  });

  says('a tag of our own making', targets('goals:\n  - !重点 管好财政资金\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:5`,
    message: 'YAML 写法有误：文字不能以“!”开头',
    hint: '请给这段文字加上引号。',
  });

  says('two documents', targets('goals: [管好财政资金]\n---\ngoals: [加强监督]\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:1`,
    message: '一个文件里只能有一份内容，不能用“---”或“...”分成几份',
    hint: '请删去这一行，或分成几个文件。',
  });

  says(
    'two documents, each with its own start',
    targets('---\ngoals: [管好财政资金]\n---\ngoals: [加强监督]\n'),
    {
      rule: 'load.yaml',
      at: `${FOLDER}/targets.yaml:3:1`,
      message: '一个文件里只能有一份内容，不能用“---”或“...”分成几份',
      hint: '请删去这一行，或分成几个文件。',
    },
  );

  says(
    'a second document after the end of the first',
    targets('goals: [管好财政资金]\n...\ngoals: [加强监督]\n'),
    {
      rule: 'load.yaml',
      at: `${FOLDER}/targets.yaml:2:1`,
      message: '一个文件里只能有一份内容，不能用“---”或“...”分成几份',
      hint: '请删去这一行，或分成几个文件。',
    },
  );

  says('a list for a name', targets('? [a, b]\n: c\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:1:3`,
    message: '名称只能是一行文字',
    hint: '请写成“名称: 值”。',
  });

  says('nesting', targets(`goals: ${'['.repeat(50)}${']'.repeat(50)}\n`), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:1:47`,
    message: '内容嵌套超过 40 层',
    hint: '请核对缩进。',
  });

  says('nesting without end', targets(`goals: ${'['.repeat(100_000)}`), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:1:107`,
    message: 'YAML 写法有误：内容嵌套太深',
    hint: '请核对括号和缩进。',
  });

  says('__proto__', targets('__proto__: { goals: [管好财政资金] }\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:1:1`,
    message: '不能用“__proto__”作名称',
    hint: '请换一个名称。',
  });

  says('constructor', targets('goals: [管好财政资金]\nconstructor: { prototype: {} }\n'), {
    rule: 'load.yaml',
    at: `${FOLDER}/targets.yaml:2:1`,
    message: '不能用“constructor”作名称',
    hint: '请换一个名称。',
  });
});
