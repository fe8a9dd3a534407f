import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartDataset,
  LinearScale,
  type Plugin,
  Tooltip,
} from 'chart.js';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

interface Line {
  readonly label: string;
  /** As the table prints them, and, for lengths alone, as numbers. */
  readonly texts: readonly string[];
  readonly lengths: readonly number[];
  readonly rest: boolean;
}

const drawn = new Map<HTMLElement, { readonly chart: Chart; readonly seen: string }>();

/** Draws a picture from its table, and again whenever colours or sizes of the page change. */
export function drawPicture(figure: HTMLElement): void {
  const box = figure.querySelector<HTMLElement>('.chart');
  if (!box) return;
  drawn.get(figure)?.chart.destroy();
  box.textContent = '';
  const canvas = document.createElement('canvas');
  box.append(canvas);
  drawn.set(figure, { chart: make(canvas, figure, box), seen: seenAs(figure) });
  for (const other of drawn.keys()) if (!other.isConnected) forget(other);
}

/** A picture that was taken off the page. */
function forget(figure: HTMLElement): void {
  drawn.get(figure)?.chart.destroy();
  drawn.delete(figure);
}

/** Only what looks otherwise now: the root's classes also tell of things that no drawing shows. */
function redraw(): void {
  for (const [figure, { seen }] of drawn)
    if (figure.isConnected && seen !== seenAs(figure)) drawPicture(figure);
}

for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(max-width: 40em)']) {
  window.matchMedia(query).addEventListener('change', redraw);
}
// Reading aids change type and colours by classes of the root.
new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ['class'] });

function seenAs(figure: HTMLElement): string {
  return JSON.stringify([lookOf(figure, 4), figure.dataset.names, read(figure)]);
}

function read(figure: HTMLElement): readonly Line[] {
  return [...figure.querySelectorAll<HTMLTableRowElement>('tr.drawn')].map((row) => {
    const data = [...row.querySelectorAll('data')];
    const rate = data.length === 1 ? row.querySelector('.rate')?.textContent : undefined;
    return {
      label: row.querySelector('.label')?.textContent ?? '',
      texts: data.map(({ textContent }) => (rate ? `${textContent}  ${rate}` : (textContent ?? ''))),
      lengths: data.map(({ value }) => Number(value)),
      rest: row.classList.contains('rest'),
    };
  });
}

function make(canvas: HTMLCanvasElement, figure: HTMLElement, box: HTMLElement): Chart {
  const lines = read(figure);
  const series = lines[0]?.lengths.length ?? 1;
  const above = figure.dataset.names === 'above';
  const look = lookOf(figure, series);
  const room = textRoom(canvas, lines, look);
  const negative = lines.some(({ lengths }) => lengths.some((length) => length < 0));
  const datasets = Array.from(
    { length: series },
    (_, at): ChartDataset<'bar'> => ({
      // Nothing has no bar; what is something has one that can be seen.
      data: lines.map(({ lengths }) => lengths[at] || null),
      backgroundColor: lines.map(({ rest }) => (rest ? look.quiet : (look.bars[at] as string))),
      categoryPercentage: above ? 0.28 + 0.14 * series : 0.8,
      barPercentage: series > 1 ? 0.66 : 0.7,
      minBarLength: 2,
    }),
  );
  return new Chart(canvas, {
    type: 'bar',
    data: { labels: lines.map(({ label }) => label), datasets },
    plugins: [directLabels(lines, look, above)],
    options: {
      indexAxis: 'y',
      responsive: true,
      maintainAspectRatio: false,
      animation: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 300 },
      layout: { padding: { right: room, left: negative ? room : 0, top: above ? 10 : 0 } },
      scales: {
        x: { display: false, beginAtZero: true },
        y: {
          display: !above,
          grid: { display: false },
          border: { color: look.line },
          ticks: {
            color: look.ink,
            font: { family: look.family, size: look.size },
            autoSkip: false,
            padding: 8,
          },
        },
      },
      plugins: {
        tooltip: {
          animation: false,
          displayColors: false,
          backgroundColor: look.ink,
          titleColor: look.paper,
          bodyColor: look.paper,
          titleFont: { family: look.family, size: look.size, weight: 'normal' },
          bodyFont: { family: look.family, size: look.size },
          cornerRadius: 0,
          callbacks: {
            title: ([item]) => folded(item?.label ?? '', Math.floor((box.clientWidth * 0.8) / look.size)),
            label: ({ dataIndex, datasetIndex }) => lines[dataIndex]?.texts[datasetIndex] ?? '',
          },
        },
      },
    },
  });
}

interface Look {
  readonly family: string;
  readonly size: number;
  readonly ink: string;
  readonly paper: string;
  readonly quiet: string;
  readonly line: string;
  readonly bars: readonly string[];
}

/** Colours as the style sheet has them now, dark, forced or chosen: a canvas knows no variables. */
function lookOf(figure: HTMLElement, series: number): Look {
  const probe = document.createElement('span');
  figure.append(probe);
  const colour = (name: string) => {
    probe.className = name;
    return getComputedStyle(probe).color;
  };
  const own = getComputedStyle(figure);
  const look = {
    family: own.fontFamily,
    size: Number.parseFloat(own.fontSize),
    ink: colour('probe-ink'),
    paper: colour('probe-paper'),
    quiet: colour('probe-rest'),
    line: colour('probe-line'),
    // Of two years the later is the darker, as in the table.
    bars: Array.from({ length: series }, (_, at) => colour(`probe-${series === 2 ? 2 - at : at + 1}`)),
  };
  probe.remove();
  return look;
}

/** Room for the widest figure behind its bar. */
function textRoom(canvas: HTMLCanvasElement, lines: readonly Line[], look: Look): number {
  const context = canvas.getContext('2d');
  if (!context) return 0;
  context.font = `${look.size}px ${look.family}`;
  return Math.max(...lines.flatMap(({ texts }) => texts.map((text) => context.measureText(text).width))) + 10;
}

/** Figures stand at the end of their bars, so that nothing needs to be looked up or pointed at; so may names above them. */
function directLabels(lines: readonly Line[], look: Look, above: boolean): Plugin<'bar'> {
  return {
    id: 'direct-labels',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.font = `${look.size}px ${look.family}`;
      ctx.fillStyle = look.ink;
      chart.data.datasets.forEach((_, at) => {
        chart.getDatasetMeta(at).data.forEach((bar, index) => {
          const line = lines[index];
          if (!line) return;
          const back = (line.lengths[at] ?? 0) < 0;
          ctx.textBaseline = 'middle';
          ctx.textAlign = back ? 'right' : 'left';
          const end = line.lengths[at] ? bar.x : (chart.scales.x?.getPixelForValue(0) ?? 0);
          ctx.fillText(line.texts[at] ?? '', end + (back ? -6 : 6), bar.y + 1);
          if (!above || at > 0) return;
          const { height } = bar.getProps(['height']) as unknown as { height: number };
          ctx.textBaseline = 'alphabetic';
          ctx.textAlign = 'left';
          ctx.fillText(fitting(ctx, line.label, chart.width), chartArea.left, bar.y - height / 2 - 6);
        });
      });
      ctx.restore();
    },
  };
}

/** As much of a name as there is room for. */
function fitting(context: CanvasRenderingContext2D, name: string, width: number): string {
  if (context.measureText(name).width <= width) return name;
  let most = name.length;
  while (most > 1 && context.measureText(`${name.slice(0, most)}…`).width > width) most--;
  return `${name.slice(0, most)}…`;
}

function folded(name: string, perLine: number): string[] {
  const parts: string[] = [];
  for (let at = 0; at < name.length; at += perLine) parts.push(name.slice(at, at + perLine));
  return parts;
}
