import { type RefObject, useRef } from "react";
import type { FieldRefs } from "./connection-fields";

/** The inputs of the Connect screen: by the field that an error names, and those of secrets. */
export type Refs = FieldRefs & {
  paste: RefObject<HTMLTextAreaElement | null>;
  tls: RefObject<HTMLInputElement | null>;
  ca: RefObject<HTMLTextAreaElement | null>;
  "client-certificate": RefObject<HTMLTextAreaElement | null>;
  "client-key": RefObject<HTMLTextAreaElement | null>;
  ssh: RefObject<HTMLInputElement | null>;
  "ssh-password": RefObject<HTMLInputElement | null>;
  "ssh-key": RefObject<HTMLTextAreaElement | null>;
  "ssh-passphrase": RefObject<HTMLInputElement | null>;
};

export function useRefs(): Refs {
  const refs: Refs = {
    host: useRef(null),
    port: useRef(null),
    database: useRef(null),
    user: useRef(null),
    password: useRef(null),
    paste: useRef(null),
    tls: useRef(null),
    ca: useRef(null),
    "client-certificate": useRef(null),
    "client-key": useRef(null),
    ssh: useRef(null),
    "ssh-password": useRef(null),
    "ssh-key": useRef(null),
    "ssh-passphrase": useRef(null),
  };
  return useRef(refs).current;
}
