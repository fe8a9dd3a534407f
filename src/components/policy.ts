/**
 * What a page may load and run, said by the page itself: files are served by whatever host there is. Nothing in a page
 * is inline. A <meta> policy cannot say frame-ancestors: the host's own header has to, see scripts/hosting.
 */
export const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "media-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join('; ');
