import { z } from 'zod';
import type { Department, Region, Site } from '../model/disclosure.ts';
import {
  compact,
  departmentCode,
  flag,
  identifier,
  list,
  pattern,
  regionCode,
  siteAddress,
  text,
  year,
} from './fields.ts';

export const siteSchema = z
  .strictObject({
    name: text.describe('网站名称（SiteName）'),
    domain: text.optional().describe('网站域名（SiteDomain）'),
    idCode: text.optional().describe('政府网站标识码（SiteIDCode）'),
    organizer: text.describe('主办单位'),
    description: text.describe('一两句话说明网站'),
    keywords: list(text).describe('关键词'),
    contact: text.optional().describe('联系方式'),
    phone: text.optional().describe('电话'),
    icp: text.optional().describe('ICP 备案号'),
    police: text.optional().describe('公安备案号'),
    sample: flag.default(false).describe('样例网站：每页注明，不被检索'),
  })
  .transform((site): Site => compact(site));

export const regionsSchema = z
  .array(
    z
      .strictObject({
        code: regionCode.describe('行政区划代码'),
        name: text.describe('地区名称'),
        parent: regionCode.optional().describe('上级地区'),
        site: siteAddress.optional().describe('公开网站的网址，在另一网站公开时填写'),
      })
      .transform((region): Region => compact(region)),
    { error: '行政区划的列表' },
  )
  .describe('行政区划代码、名称、上级');

const since = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject({ from: year.describe('起始年份'), ...shape });

export const departmentsSchema = z
  .array(
    z
      .strictObject({
        id: identifier.describe('固定的 id'),
        region: regionCode.describe('行政区划代码'),
        names: z
          .array(since({ name: text.describe('名称') }), { error: '各年名称的列表' })
          .min(1, { error: '至少一个名称' })
          .describe('各年名称'),
        codes: z
          .array(since({ code: departmentCode.describe('代码') }), { error: '各年代码的列表' })
          .min(1, { error: '至少一个代码' })
          .describe('各年代码'),
        parent: pattern(/^\S+$/, '上级部门的 id').optional().describe('上级部门'),
        predecessors: list(identifier).describe('前身'),
      })
      .transform((department): Department => compact(department)),
    { error: '部门的列表' },
  )
  .describe('部门和单位的固定身份：各年的代码与名称、上级、前身');
