import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { Secret } from "../secret.ts";
import { type Peer, withPeer } from "../testing/rogue.ts";
import { type DialPolicy, OPEN_POLICY } from "./addresses.ts";
import { type Target, withClient } from "./client.ts";
import { reachServer } from "./dial.ts";

const TARGET: Target = {
  host: "127.0.0.1",
  port: 5432,
  database: "d",
  user: "u",
  password: new Secret("CANARY"),
  tls: null,
  caPem: null,
};

/** The code of the refusal; a name that is looked up leads to `lookedUp`. */
function outcome(over: Partial<Target>, dial: Partial<DialPolicy> = {}): Promise<string> {
  const lookup = () => Promise.reject(Object.assign(new Error("looked up"), { code: "ENOTFOUND" }));
  const options = { timeoutMs: 30_000, dial: { ...OPEN_POLICY, lookup, ...dial } };
  return withClient({ ...TARGET, ...over }, options, async () => "connected").catch((error) => error.code);
}

/** Metadata services, neighbours and no-hosts, in every spelling that some resolver takes for them. */
const REFUSED = [
  ..."169.254.169.254 169.254.169.254. 169.254.169.254.. 169.254.170.2 169.254.0.1 169.254.43518".split(" "),
  ..."2852039166 0xa9fea9fe 0xA9FEA9FE 025177524776 0251.0376.0251.0376 0xa9.0xfe.0xa9.0xfe".split(" "),
  ..."0xa9.254.0251.254 169.0xfea9fe 169.254.0xa9fe 0251.254.169.254 １６９.２５４.１６９.２５４ 169。254。169。254".split(
    " ",
  ),
  ..."0 0.0 0.0.0.0 00.00.00.00 0x0 0.1.2.3 255.255.255.255 4294967295 0xffffffff 240.0.0.1".split(" "),
  ..."224.0.0.1 239.255.255.250 0xe0000001 100.100.100.200 0x646464c8 168.63.129.16 192.0.0.192".split(" "),
  ..."[::ffff:169.254.169.254] ::ffff:a9fe:a9fe ::ffff:0:a9fe:a9fe ::a9fe:a9fe ::169.254.169.254".split(" "),
  ..."0:0:0:0:0:ffff:a9fe:a9fe [::FFFF:A9FE:A9FE] ::ffff:169.254.170.2 ::ffff:0.0.0.0 ::ffff:224.0.0.1".split(" "),
  ..."64:ff9b::a9fe:a9fe 64:ff9b::169.254.169.254 64:ff9b:1::a9fe:a9fe 64:ff9b:1:a9fe:a9:fe00::".split(" "),
  ..."64:ff9b:1:a9:fe:a9fe:: 64:ff9b:1::a9:fea9:fe00:0 64:ff9b::e000:1 64:ff9b::0:0".split(" "),
  ..."2001:db8:64::a9fe:a9fe 2001:db8:a9fe:a9fe:: 2001:db8:1:a9fe:a9:fe00:: 2001:db8::6464:64c8".split(" "),
  ..."2002:a9fe:a9fe:: 2002:a9fe:a9fe::1 2002:e000:1:: 2001:0:1:2:3:4:5601:5601 2001:0:a9fe:a9fe::".split(" "),
  ...":: ::0 0:0:0:0:0:0:0:0 fe80::1 fe80::1%eth0 FE80::A9FE:A9FE febf::1 fec0::1 ff02::1 ff0e::1".split(" "),
  ..."fd00:ec2::254 FD00:0EC2:0:0:0:0:0:254 fd20:ce::254 fd00:42::42 fe80::5efe:a9fe:a9fe".split(" "),
];

test(`${REFUSED.length} spellings of what is never dialled are refused before anything is looked up`, async () => {
  assert.ok(new Set(REFUSED).size >= 60, String(REFUSED.length));
  for (const host of REFUSED) assert.equal(await outcome({ host }), "refused.address", host);
});

test("through an SSH server, too, and as its own address", async () => {
  const ssh = {
    host: "127.0.0.1",
    port: 22,
    user: "u",
    password: null,
    privateKey: null,
    passphrase: null,
    hostKey: null,
  };
  for (const host of REFUSED.filter((one) => one !== "fe80::1%eth0")) {
    assert.equal(await outcome({ host, ssh }), "refused.address", host);
    assert.equal(await outcome({ ssh: { ...ssh, host } }), "refused.address", host);
  }
});

test("this app's own port and store are refused in every spelling", async () => {
  for (const host of [
    "127.0.0.1",
    "127.1",
    "0x7f000001",
    "2130706433",
    "017700000001",
    "::1",
    "::ffff:127.0.0.1",
    "[::1]",
  ]) {
    assert.equal(await outcome({ host }, { ownPorts: [5432] }), "refused.address", host);
    const ownStore = { host: "127.0.0.1", port: 5432, database: "d" };
    assert.equal(await outcome({ host }, { ownStore }), "refused.address", host);
  }
});

test("a name that leads to one bad address among good ones is refused", async () => {
  for (const bad of ["169.254.169.254", "::ffff:169.254.169.254", "fe80::1", "64:ff9b::a9fe:a9fe"]) {
    const dial = { lookup: async () => ["127.0.0.1", bad] };
    assert.equal(await outcome({ host: "db.example.com" }, dial), "refused.address", bad);
  }
});

test("a name is looked up once: what it leads to a moment later is not dialled", () =>
  withListener(async (port, connections) => {
    const answers = [["127.0.0.1"], ["169.254.169.254"], ["169.254.169.254"]];
    let asked = 0;
    const lookup = async () => answers[asked++] ?? [];
    assert.equal(await outcome({ host: "rebound.example.com", port }, { lookup }), "connect.hung-up");
    assert.equal(asked, 1);
    assert.equal(connections(), 1);
  }));

test("whoever answers is looked at again before a byte is sent: the check at the connection is not left out", () =>
  withListener(async (port, connections, bytes) => {
    const found = { host: "db.example.com", port, addresses: ["127.0.0.1"] };
    const strict = { ...OPEN_POLICY, deny: ["127.0.0.0/8"] };
    await assert.rejects(reachServer(found, strict, new AbortController().signal), { code: "refused.address" });
    // As connect() does it: the policy is asked for every address found, then for the one that answered.
    let asked = 0;
    const dial = {
      get deny() {
        asked += 1;
        return asked > 1 ? ["127.0.0.0/8"] : [];
      },
    };
    const policy = Object.defineProperties({ ...OPEN_POLICY }, Object.getOwnPropertyDescriptors(dial)) as DialPolicy;
    const code = await withClient({ ...TARGET, port }, { dial: policy, timeoutMs: 30_000 }, async () => "in").catch(
      (error) => error.code,
    );
    assert.equal(code, "refused.address");
    // The listener hears of a connection in its own time.
    while (connections() < 2) await setImmediate();
    assert.deepEqual([connections(), bytes()], [2, 0]);
  }));

test("another address that answers than the one that was dialled is refused", () =>
  withListener(async (port) => {
    const found = { host: "localhost", port, addresses: ["127.0.0.1"] };
    const socket = await reachServer(found, OPEN_POLICY, new AbortController().signal);
    socket.destroy();
    await assert.rejects(reachServer({ ...found, addresses: twoFaced() }, OPEN_POLICY, new AbortController().signal), {
      code: "refused.address",
    });
  }));

/** Dialled as one address, remembered as another. */
function twoFaced(): string[] {
  return Object.assign(["127.0.0.1"], { some: () => false });
}

/** Hangs up on whoever says something. */
function withListener(
  work: (port: number, connections: () => number, bytes: () => number) => Promise<void>,
): Promise<void> {
  let connections = 0;
  const peer: Peer = (socket, chunk) => {
    if (chunk === null) connections += 1;
    else socket.destroy();
  };
  return withPeer(peer, (port, sent) =>
    work(
      port,
      () => connections,
      () => sent().length,
    ),
  );
}
