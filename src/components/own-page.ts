import { getChecks, getDisclosure, getFrame, getHosting } from '../site.ts';
import { viewHistoryPage } from '../view/history-page.ts';
import { checksPageHtml } from './checks-page-html.ts';
import { disclosureHtml } from './disclosure-html.ts';
import { type FramedPage, type FrameParts, frameParts } from './frame-html.ts';
import { historyHtml } from './history-html.ts';

/** The disclosure itself and the pages beside it, as their addresses end. */
export const OWN_PAGES = ['', 'checks/', 'history/'] as const;
export type OwnPage = (typeof OWN_PAGES)[number];

/** All of such a page that Astro has no part in: what its frame says of it, and what stands in the frame. */
export interface OwnParts extends FrameParts {
  /** In pieces. */
  readonly main: readonly string[];
}

declare global {
  namespace App {
    interface Locals {
      /** In place of what the page would make of its address. */
      readonly parts?: OwnParts;
    }
  }
}

/** Undefined where the disclosure has no such page: of a withdrawn one, nothing stands beside the page that says so. */
export function ownParts(id: string, name: OwnPage): OwnParts | undefined {
  const view = getDisclosure(id);
  const { draft, hash, history, withdrawn } = view;
  if (withdrawn && name !== '') return undefined;
  const within = withdrawn ? undefined : id;
  const parts = (page: FramedPage['page'], main: readonly string[]): OwnParts => ({
    ...frameParts({ page, draft, hash, within }, getFrame()),
    main,
  });
  switch (name) {
    case '':
      return parts(view.page, disclosureHtml(view));
    case 'checks/': {
      const checks = getChecks(id);
      return parts(checks.page, checksPageHtml(checks));
    }
    case 'history/':
      return (
        history &&
        parts(viewHistoryPage(view, history, getFrame(), getHosting()), [historyHtml(view, history)])
      );
  }
}
