import {
  type Filters,
  type Group,
  type Hit,
  KIND_NAMES,
  KINDS,
  type Kind,
  type Marked,
} from '../search/hit.ts';
import type { SiteSearch } from '../search/site-search.ts';
import { showAmounts } from './units.ts';

/** Hits of each kind beside the others, and of one kind alone. */
const FEW = 5;
const MORE = 20;
/** Milliseconds without typing before a search begins. */
const PAUSE = 200;

/** What is asked; all of it stands in the address. */
interface Asked {
  readonly q: string;
  /** Id of the disclosure whose rows are searched. */
  readonly within: string;
  /** A 科目, whose departments are listed. */
  readonly code: string;
  readonly filters: Filters;
}

const form = document.querySelector<HTMLFormElement>('#search');
if (form) searchPage(form);

function searchPage(form: HTMLFormElement): void {
  const base = form.dataset.base ?? '/';
  const input = form.querySelector<HTMLInputElement>('[name=q]') as HTMLInputElement;
  const selects = ['region', 'year', 'kind'].map((name) =>
    form.querySelector<HTMLSelectElement>(`[name=${name}]`),
  ) as HTMLSelectElement[];
  const filters = form.querySelector<HTMLElement>('.search-filters') as HTMLElement;
  const said = document.getElementById('search-said') as HTMLElement;
  const list = document.getElementById('search-results') as HTMLElement;
  let site: Promise<SiteSearch> | undefined;
  let turn = 0;
  let timer = 0;
  let limit = MORE;

  /** Nothing is loaded before something is asked. */
  const open = (): Promise<SiteSearch> => {
    site ??= import('../search/site-search.ts').then(({ SiteSearch }) =>
      SiteSearch.open(async (path, version) => {
        const answer = await fetch(`${base}${path}${version === undefined ? '' : `?v=${version}`}`, {
          cache: version === undefined ? 'no-cache' : 'default',
        });
        if (!answer.ok) throw new Error(`${answer.status} ${path}`);
        return answer.json();
      }),
    );
    site.catch(() => {
      site = undefined;
    });
    return site;
  };

  const show = async (): Promise<void> => {
    const mine = ++turn;
    const asked = readAddress();
    for (const part of filters.querySelectorAll<HTMLElement>('[data-filter]')) {
      const { filter } = part.dataset;
      part.hidden = asked.within !== '' || (asked.code !== '' && filter === 'kind');
    }
    if (asked.q.trim() === '' && asked.code === '') {
      list.replaceChildren(...(asked.within === '' ? [] : [wholeSite(asked)]));
      said.textContent = '';
      return;
    }
    const slow = window.setTimeout(() => {
      said.textContent = '正在检索……';
    }, 300);
    try {
      const result = await ask(await open(), asked, limit);
      if (mine !== turn) return;
      said.textContent = result.said;
      list.replaceChildren(...result.parts);
      showAmounts();
    } catch {
      if (mine !== turn) return;
      said.textContent = '检索用的索引没有读到。请检查网络，然后再按一次“检索”。';
      list.replaceChildren();
    } finally {
      window.clearTimeout(slow);
    }
  };

  const ask = async (search: SiteSearch, asked: Asked, most: number): Promise<Shown> => {
    if (asked.within !== '') {
      const found = await search.searchWithin(asked.within, asked.q, most);
      const name = found.name === '' ? '这份公开文本' : `“${found.name}”`;
      const said = saidOf(found, `在${name}中`);
      return { said, parts: [wholeSite(asked), ...found.groups.map((group) => groupOf(group, true, asked))] };
    }
    if (asked.code !== '' && asked.q.trim() === '') {
      const { name, total, hits } = await search.subject(asked.code, asked.filters, most);
      const title = `${asked.code}${name && `　${name}`}`;
      const group: Group = { kind: 'row', total, exact: true, hits };
      return {
        said: total > 0 ? `有 ${total} 份公开文本列有这个科目。` : '没有公开文本列有这个科目。',
        parts: total > 0 ? [groupOf(group, true, asked, title)] : [],
      };
    }
    const alone = asked.filters.kind !== undefined;
    const found = await search.search(asked.q, asked.filters, alone ? most : FEW);
    return { said: saidOf(found, ''), parts: found.groups.map((group) => groupOf(group, alone, asked)) };
  };

  const groupOf = (
    group: Group,
    alone: boolean,
    asked: Asked,
    title = KIND_NAMES[group.kind],
  ): HTMLElement => {
    const heading = element('h2', {}, title, element('span', { class: 'count' }, `${group.total} 条`));
    const items = element('ol', { class: 'hits' }, ...group.hits.map((hit) => hitOf(hit)));
    const section = element('section', {}, heading, items);
    if (group.hits.length >= group.total) return section;
    if (!alone) {
      const all = element(
        'a',
        { class: 'all', href: addressOf({ ...asked, filters: { ...asked.filters, kind: group.kind } }) },
        `看全部 ${group.total} 条${KIND_NAMES[group.kind]}`,
      );
      section.append(all);
      return section;
    }
    const more = element('button', { class: 'all', type: 'button' }, `再看 ${MORE} 条`);
    more.addEventListener('click', async () => {
      const seen = list.querySelectorAll('.hits a').length;
      limit += MORE;
      await show();
      // The button is gone: the reader goes on at the first of the new.
      list.querySelectorAll<HTMLElement>('.hit > a')[seen]?.focus();
    });
    section.append(more);
    return section;
  };

  const hitOf = (hit: Hit): HTMLElement => {
    const link = element('a', { href: base + hit.href.replace(/^\//, '') }, ...marked(hit.title));
    const item = element('li', { class: 'hit' }, link);
    if (hit.amount !== undefined) {
      const what =
        hit.amountOf === undefined ? [] : [element('span', { class: 'in-unit' }, `${hit.amountOf} `)];
      const unit = element('span', { class: 'in-unit' }, '万元');
      const figure = element('span', { class: 'money' }, hit.amount);
      item.append(element('span', { class: 'amount' }, ...what, figure, unit));
    }
    const of = hit.of && [hit.of.name, hit.of.region, `${hit.of.year}年`].filter(Boolean).join(' · ');
    if (of) item.append(element('p', { class: 'of' }, of));
    if (hit.context.length > 0) item.append(element('p', { class: 'around' }, ...marked(hit.context)));
    if (hit.within !== undefined) {
      const within = addressOf({ q: '', within: hit.within, code: '', filters: {} });
      item.append(element('p', { class: 'within' }, element('a', { href: within }, '在这份文本里找')));
    }
    return item;
  };

  const wholeSite = (asked: Asked): HTMLElement => {
    const link = element('a', { href: addressOf({ ...asked, within: '' }) }, '改为检索全站');
    return element('p', { class: 'scope' }, '只检索这一份公开文本。', link);
  };

  const readAddress = (): Asked => {
    const params = new URLSearchParams(location.search);
    const kind = KINDS.find((one) => one === params.get('kind'));
    const year = Number(params.get('year'));
    return {
      q: params.get('q') ?? '',
      within: params.get('in') ?? '',
      code: params.get('code') ?? '',
      filters: {
        ...(params.get('region') && { region: params.get('region') as string }),
        ...(year > 0 && { year }),
        ...(kind && { kind }),
      },
    };
  };

  const addressOf = ({ q, within, code, filters: { region, year, kind } }: Asked): string => {
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries({ q, in: within, code, region, year, kind }))
      if (value) params.set(name, String(value));
    return `${location.pathname}?${params}`;
  };

  /** The form shows what the address says. */
  const fill = (): void => {
    const {
      q,
      filters: { region = '', year = '', kind = '' },
    } = readAddress();
    input.value = q;
    [region, String(year), kind].forEach((value, i) => {
      (selects[i] as HTMLSelectElement).value = value;
    });
  };

  const go = (push: boolean): void => {
    window.clearTimeout(timer);
    const [region, year, kind] = selects.map(({ value }) => value) as [string, string, string];
    const { within, code } = readAddress();
    const address = addressOf({
      q: input.value,
      within,
      // A list of one 科目 ends where another thing is typed.
      code: input.value.trim() === '' ? code : '',
      filters: {
        region,
        ...(year !== '' && { year: Number(year) }),
        ...(kind !== '' && { kind: kind as Kind }),
      },
    });
    if (address !== location.pathname + location.search) {
      if (push) history.pushState(null, '', address);
      else history.replaceState(null, '', address);
    }
    limit = MORE;
    void show();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go(true);
  });
  input.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => go(false), PAUSE);
  });
  for (const select of selects) select.addEventListener('change', () => go(true));
  window.addEventListener('popstate', () => {
    fill();
    limit = MORE;
    void show();
  });
  // Results are ordinary links; the arrows go from one to the next as well.
  document.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const stops: HTMLElement[] = [input, ...list.querySelectorAll<HTMLElement>('.hit > a')];
    const next = stops[stops.indexOf(event.target as HTMLElement) + step];
    if (!stops.includes(event.target as HTMLElement) || !next) return;
    event.preventDefault();
    next.focus();
  });

  filters.hidden = false;
  fill();
  void show();
}

interface Shown {
  readonly said: string;
  readonly parts: readonly HTMLElement[];
}

type Found = Awaited<ReturnType<SiteSearch['search']>>;

/** What the live region says: 找到 12 条：部门 2，项目 10。 */
function saidOf({ query, groups, total, exact }: Found, where: string): string {
  if (query.tooShort) return '一个字太少，请至少输入两个字，或完整的金额。';
  if (query.words.length === 0) return '请输入名称、代码或金额。';
  const cut = query.cut ? '输入太长，只按开头的部分检索。' : '';
  if (total === 0) return `${cut}${where}没有找到。请换一种说法，或少用一个词、放宽地区和年度。`;
  const parts =
    groups.length > 1 ? `：${groups.map((one) => `${KIND_NAMES[one.kind]} ${one.total}`).join('，')}` : '';
  return `${cut}${where}${exact ? '' : '约'}找到 ${total} 条${parts}。`;
}

function marked(text: Marked): (Node | string)[] {
  return text.map(([piece, found]) => (found ? element('mark', {}, piece) : piece));
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
