/** A region that publishes on a site of its own. */
export interface OtherSite {
  readonly code: string;
  readonly name: string;
  /** Its address, whole. */
  readonly href: string;
  /** The address as shown: yusuan.example.gov.cn/xian. */
  readonly shown: string;
}
