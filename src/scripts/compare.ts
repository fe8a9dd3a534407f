import { compareLists } from '../view/compare/compare.ts';
import { comparisonFinding } from '../view/compare/finding.ts';
import { headsOf } from '../view/compare/heads.ts';
import { comparisonTable } from '../view/compare/html.ts';
import {
  COMPARE_INDEX,
  type CompareChoice,
  type CompareIndex,
  compareListPath,
} from '../view/compare/parts.ts';
import { type Comparable, TABLE } from '../view/compare/types.ts';
import { escapeHtml } from '../view/escape.ts';
import { sentenceHtml } from '../view/sentence.ts';
import { type CompareState, MOST, readState, withAdded, writeState } from './compare-state.ts';
import { startPictures } from './pictures.ts';
import { showAmounts } from './units.ts';

const COMPARE_FILE = 'compare.json';

/** 对比: what is chosen stands in the address, and everything is worked out here from static files. */
export function startCompare(): void {
  const root = document.getElementById('compare');
  if (!root) return;
  const compare = new Compare(root);
  // What stands below would be seen to jump.
  const below = root.nextElementSibling as HTMLElement;
  below.hidden = location.search !== '';
  compare.start().finally(() => {
    below.hidden = false;
  });
}

class Compare {
  readonly #root: HTMLElement;
  readonly #base: string;
  readonly #chosen: HTMLOListElement;
  readonly #same: HTMLElement;
  readonly #picker: HTMLFormElement;
  readonly #what: HTMLFormElement;
  readonly #said: HTMLElement;
  readonly #result: HTMLElement;
  readonly #files = new Map<string, Promise<unknown>>();
  #state: CompareState = readState(location.search);
  #index: CompareIndex = { regions: [], crosswalk: [] };
  /** Only the newest of several renderings that wait for files may show itself. */
  #turn = 0;

  constructor(root: HTMLElement) {
    const part = <T extends HTMLElement>(id: string) => root.querySelector(`[id="${id}"]`) as T;
    this.#root = root;
    this.#base = root.dataset.base ?? '/';
    this.#chosen = part('已选');
    this.#same = part('同部门');
    this.#picker = part('挑选');
    this.#what = part('比什么');
    this.#said = part('说');
    this.#result = part('结果');
  }

  async start(): Promise<void> {
    try {
      this.#index = await this.#load<CompareIndex>(COMPARE_INDEX);
    } catch {
      this.#said.textContent = '没有取到可供对比的目录。请检查网络后刷新本页；下面的链接仍然可以用。';
      return;
    }
    const { region, year, id } = this.#fields();
    fill(
      region,
      this.#index.regions.map(({ code, name }) => [code, name]),
    );
    region.addEventListener('change', () => this.#offerYears());
    year.addEventListener('change', () => this.#offerOffices());
    this.#picker.addEventListener('submit', (event) => {
      event.preventDefault();
      if (id.value) this.#go(withAdded(this.#state, id.value, false));
    });
    for (const name of ['list', 'column'] as const) {
      this.#select(this.#what, name).addEventListener('change', () => {
        const { ids } = this.#state;
        const list = this.#select(this.#what, 'list').value;
        const column = name === 'column' ? this.#select(this.#what, 'column').value : undefined;
        this.#go({ ids, list, ...(column !== undefined && { column }) });
      });
    }
    window.addEventListener('popstate', () => {
      this.#state = readState(location.search);
      this.#render();
    });
    this.#root.addEventListener('click', (event) => this.#clicked(event));
    // The picker begins where the reader is: at the region of what is chosen.
    const [place] = this.#state.ids;
    if (place) region.value = place.split('/')[0] ?? '';
    await this.#offerYears();
    await this.#render();
  }

  #go(state: CompareState): void {
    this.#state = state;
    history.pushState(null, '', `${location.pathname}${writeState(state)}`);
    this.#render();
  }

  #clicked(event: Event): void {
    const button =
      event.target instanceof Element && event.target.closest<HTMLButtonElement>('button[data-do]');
    if (!button) return;
    const { do: what, id = '' } = button.dataset;
    const others = this.#state.ids.filter((item) => item !== id);
    if (what === 'remove') this.#go({ ...this.#state, ids: others });
    else if (what === 'base') this.#go({ ...this.#state, ids: [id, ...others] });
    else if (what === 'add') this.#go(withAdded(this.#state, id, true));
    // The button is gone with the list that it stood in.
    this.#chosen.querySelector<HTMLElement>('button')?.focus();
  }

  async #offerYears(): Promise<void> {
    const { region, year } = this.#fields();
    const years = this.#index.regions.find(({ code }) => code === region.value)?.years ?? [];
    fill(
      year,
      years.map((item) => [String(item), `${item}年`]),
    );
    await this.#offerOffices();
  }

  async #offerOffices(): Promise<void> {
    const { region, year, id } = this.#fields();
    const wanted = `${region.value} ${year.value}`;
    const choices = await this.#choices(region.value, Number(year.value));
    if (wanted === `${region.value} ${year.value}`)
      fill(
        id,
        choices.map((choice) => [
          choice.id,
          `${choice.code ? `${choice.code} ` : ''}${choice.name}${choice.heading.endsWith('决算') ? '（决算）' : ''}`,
        ]),
      );
  }

  async #render(): Promise<void> {
    const turn = ++this.#turn;
    const { ids } = this.#state;
    this.#said.textContent = ids.length > 0 ? '正在读取……' : '先选一份公开文本。';
    const read = await Promise.all(
      ids.map((id) => this.#load<Comparable>(`${id}/${COMPARE_FILE}`).catch(() => undefined)),
    );
    if (turn !== this.#turn) return;
    const lost = ids.filter((_, index) => !read[index]);
    const found = read.filter((item) => item !== undefined);
    const heads = headsOf(found);
    this.#showChosen(ids, read, heads);
    (this.#what.parentElement as HTMLElement).hidden = found.length === 0;
    this.#offerLists(found);
    await this.#offerSame(found, turn);
    if (turn !== this.#turn) return;
    const said = this.#show(found, heads);
    this.#said.textContent = [
      ...(lost.length > 0
        ? [`没有取到 ${lost.join('、')} 的数据：可能没有这份公开文本，或者网络不通。`]
        : []),
      said,
    ].join('');
  }

  #showChosen(
    ids: readonly string[],
    read: readonly (Comparable | undefined)[],
    heads: readonly string[],
  ): void {
    let at = 0;
    this.#chosen.innerHTML = ids
      .map((id, index) => {
        const item = read[index];
        const name = item
          ? `${item.name.includes(item.region) ? '' : item.region}${item.name}${item.heading}`
          : id;
        const head = item ? heads[at++] : undefined;
        const key = head === undefined ? '' : `<span class="key key-${at}">${escapeHtml(head)}</span> `;
        const label = item
          ? `<a href="${escapeHtml(this.#base + id)}/">${escapeHtml(name)}</a>`
          : escapeHtml(name);
        const button = (what: string, words: string) =>
          `<button type="button" data-do="${what}" data-id="${escapeHtml(id)}" aria-label="${escapeHtml(`${words}：${name}`)}">${words}</button>`;
        const base = index === 0 ? '<span class="is-base">基数</span>' : button('base', '设为基数');
        return `<li>${key}<span class="name">${label}</span> <span class="do">${base}${button('remove', '移除')}</span></li>`;
      })
      .join('');
  }

  /** The lists that any of them has, those by meaning first, each called as the first of them calls it. */
  #offerLists(found: readonly Comparable[]): void {
    const lists = firstOfEach(found.flatMap((item) => item.lists));
    const inOrder = [false, true].flatMap((ofForm) =>
      lists.filter(({ id }) => id.startsWith(TABLE) === ofForm),
    );
    this.#what.hidden = inOrder.length === 0;
    const list = this.#select(this.#what, 'list');
    fill(
      list,
      inOrder.map(({ id, title }) => [id, title]),
      this.#state.list ?? '',
    );
    const columns = firstOfEach(
      found.flatMap((item) => item.lists.find(({ id }) => id === list.value)?.columns ?? []),
    );
    const column = this.#select(this.#what, 'column');
    fill(
      column,
      columns.map(({ id, title }) => [id, title]),
      this.#state.column ?? '',
    );
    (column.closest('label') as HTMLElement).hidden = columns.length < 2;
  }

  /** The same office's other years, one press away. */
  async #offerSame(found: readonly Comparable[], turn: number): Promise<void> {
    const [first] = found;
    this.#same.textContent = '';
    if (!first || found.length >= MOST) return;
    const [code = ''] = first.id.split('/');
    const years = this.#index.regions.find((region) => region.code === code)?.years ?? [];
    const lists = await Promise.all(years.map((year) => this.#choices(code, year)));
    if (turn !== this.#turn) return;
    const office = first.id.split('/').slice(2).join('/');
    const others = lists
      .flat()
      .filter(
        ({ id, name }) =>
          !this.#state.ids.includes(id) &&
          id.endsWith('/final') === first.id.endsWith('/final') &&
          (name === first.name || id.split('/').slice(2).join('/') === office),
      );
    if (others.length === 0) return;
    const buttons = others.map(
      ({ id, heading }) =>
        `<button type="button" data-do="add" data-id="${escapeHtml(id)}">${escapeHtml(heading)}</button>`,
    );
    this.#same.innerHTML = `加上${escapeHtml(first.name)}的其他年度：${buttons.join('')}`;
  }

  /** Shows the comparison; returns what is to be said of it. */
  #show(found: readonly Comparable[], heads: readonly string[]): string {
    this.#result.textContent = '';
    if (found.length < 2) return found.length === 1 ? '再加一份，就可以对比。' : '先选一份公开文本。';
    const list = this.#select(this.#what, 'list').value;
    const column = this.#select(this.#what, 'column').value;
    const result = compareLists(found, list, column || undefined, this.#index.crosswalk);
    if (!result) return '这些公开文本没有这项内容。';
    const links = heads.map((label, index) => ({ label, href: `${this.#base}${found[index]?.id}/` }));
    const finding = comparisonFinding(result, heads);
    const notes = [
      ...result.missing.map((index) => `${heads[index]}没有公开这张表`),
      ...result.converted.flatMap((unit, index) =>
        unit ? [`${heads[index]}原以${unit}为单位，这里是准确换算的`] : [],
      ),
      ...(result.rows.some(({ values }) => values.some((value) => 'sum' in value && value.sum))
        ? ['没有印出的类、款，是其下各项相加']
        : []),
      ...(result.rows.some(({ moved }) => moved) ? ['编码有变化的科目按科目对照表合在一行'] : []),
      '百分比四舍五入到一位小数；基数为零时不算',
    ];
    const legend = heads
      .map((head, index) => `<span class="key-${index + 1}">${escapeHtml(head)}</span>`)
      .join('');
    this.#result.innerHTML =
      `<figure class="picture compared-picture n${heads.length}" aria-labelledby="对比-题" data-draw="pairs">` +
      `<figcaption><h2 id="对比-题">${sentenceHtml(finding)}</h2>` +
      `<p class="subject">${escapeHtml(result.title)}${result.unit ? `；单位：${escapeHtml(result.unit)}` : ''}；以${escapeHtml(heads[0] ?? '')}为基数</p></figcaption>` +
      `<p class="legend" aria-hidden="true">${legend}</p><div class="chart" aria-hidden="true"></div>` +
      `<div class="comparison" role="region" tabindex="0" aria-labelledby="对比-题">${comparisonTable(result, links)}</div>` +
      `<p class="remarks">${escapeHtml(notes.join('；'))}。</p></figure>`;
    showAmounts();
    if (this.#result.querySelectorAll('tr.drawn').length > 1) startPictures(this.#result);
    document.title = `${heads.join('、')}对比：${result.title}`;
    return '';
  }

  #fields(): Record<'region' | 'year' | 'id', HTMLSelectElement> {
    const of = (name: string) => this.#select(this.#picker, name);
    return { region: of('region'), year: of('year'), id: of('id') };
  }

  #select(form: HTMLFormElement, name: string): HTMLSelectElement {
    return form.elements.namedItem(name) as HTMLSelectElement;
  }

  async #choices(region: string, year: number): Promise<readonly CompareChoice[]> {
    if (!region || !year) return [];
    return this.#load<readonly CompareChoice[]>(compareListPath(region, year)).catch(() => []);
  }

  #load<T>(path: string): Promise<T> {
    const known = this.#files.get(path);
    if (known) return known as Promise<T>;
    const file = fetch(this.#base + path.split('/').map(encodeURIComponent).join('/')).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${path}`);
      return answer.json() as Promise<T>;
    });
    this.#files.set(path, file);
    // What failed may succeed when it is asked for again.
    file.catch(() => this.#files.delete(path));
    return file;
  }
}

function firstOfEach<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return items.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Chooses what is wanted, else the first; what was chosen stays where nothing is said. */
function fill(
  select: HTMLSelectElement,
  options: readonly (readonly [string, string])[],
  wanted = select.value,
): void {
  select.textContent = '';
  for (const [value, text] of options) select.add(new Option(text, value));
  if (options.some(([value]) => value === wanted)) select.value = wanted;
}
