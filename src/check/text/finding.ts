import type { Finding, Related } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { Operand } from '../operand.ts';
import type { Figure } from './figures.ts';
import { BOUND } from './plain.ts';
import { type Body, segmentAt } from './texts.ts';

/** What a rule says of one place of a text. */
export interface Said {
  /** After the name of the section or field. */
  readonly message: string;
  readonly hint: string;
  readonly actual?: string;
  readonly expected?: string;
  readonly difference?: string;
  readonly related?: readonly Related[];
}

export function sayAt(rule: Rule, body: Body, index: number, said: Said): Finding {
  const segment = segmentAt(body, index);
  return {
    rule: rule.id,
    severity: rule.severity,
    place: segment.place(index),
    ...said,
    message: `${segment.label()}${said.message}`,
  };
}

/** A few words around a place, for a clerk to find it by; nothing of the next paragraph. */
export function excerpt({ text }: Body, from: number, to: number, most = 14): string {
  const before = text.slice(Math.max(0, from - most), from);
  const after = text.slice(to, to + most);
  const head = before.slice(before.lastIndexOf('\n') + 1);
  const tail = after.includes('\n') ? after.slice(0, after.indexOf('\n')) : after;
  const start = from - head.length;
  const end = to + tail.length;
  const words = `${head}${text.slice(from, to)}${tail}`.replaceAll(BOUND, '〔数〕');
  const cut = (index: number): boolean => index >= 0 && index < text.length && text[index] !== '\n';
  return `${cut(start - 1) ? '……' : ''}${words}${cut(end) ? '……' : ''}`;
}

/** Another figure of the text, as one of those that take part. */
export function relatedFigure(figure: Figure, label: string): Related {
  return { ...figure.segment.place(figure.from), label, value: figure.text };
}

export function relatedOperand(operand: Operand): Related {
  return {
    ...operand.place(),
    label: operand.label,
    value: operand.cell.text === '' ? '空白' : operand.cell.text,
  };
}

/** 支出总表“合计”的“基本支出” 272.71万元. */
export function operandText({ label, cell, unit }: Operand): string {
  return `${label} ${cell.text === '' ? '空白' : `${cell.text}${'unit' in cell && cell.unit !== undefined ? '' : unit}`}`;
}

/** More findings of one rule than anybody reads. */
const MAX_TOLD = 50;

/** The same words once a file: what is told once need not be told again. Nothing more after the first fifty. */
export function onceAFile(body: Body): (index: number, key: string) => boolean {
  const seen = new Set<string>();
  return (index, key) => {
    if (seen.size >= MAX_TOLD) return false;
    const segment = segmentAt(body, index);
    const id = `${segment.kind === 'narrative' ? segment.from : segment.place(index).file}\0${key}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  };
}
