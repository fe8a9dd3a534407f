/**
 * Sheets of a workbook of ours that hold nothing of the disclosure itself: what
 * it is, how to fill it in, which codes there are. They are written for people;
 * read again they say nothing.
 */
export const ABOUT_SHEET = '说明';
export const GUIDE_SHEET = '填写说明';
export const CODES_SHEET = '科目代码';

/** The property of the file (docProps/custom.xml) by which a workbook of ours is known. */
export const WORKBOOK_PROPERTY = 'mingzhangDisclosure';

export const ASIDE_SHEETS: ReadonlySet<string> = new Set([ABOUT_SHEET, GUIDE_SHEET, CODES_SHEET]);
