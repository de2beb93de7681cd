import assert from "node:assert/strict";
import { test } from "node:test";
import { isListed, isLocalAddress, isOwnAddress, isSameAddress, parseAddressList, refusedRange } from "./addresses.ts";

const REFUSED = [
  "169.254.169.254",
  "fe80::1",
  "fe80::1%eth0",
  "fd00:ec2::254",
  "100.100.100.200",
  "168.63.129.16",
  "224.0.0.1",
  "255.255.255.255",
  "ff02::1",
  "0.0.0.0",
  "::",
];

for (const address of REFUSED) {
  test(`${address} is always refused`, () => assert.notEqual(refusedRange(address), null));
}

for (const [how, address] of [
  ["v4-mapped", "::ffff:169.254.169.254"],
  ["v4-mapped in hex", "::ffff:a9fe:a9fe"],
  ["v4-compatible", "::169.254.169.254"],
  ["SIIT", "::ffff:0:169.254.169.254"],
  ["NAT64", "64:ff9b::a9fe:a9fe"],
  ["local NAT64", "64:ff9b:1::a9fe:a9fe"],
  ["6to4", "2002:a9fe:a9fe::1"],
  ["Teredo", "2001:0:1:2:3:4:5601:5601"],
  ["unspecified, v4-mapped", "::ffff:0.0.0.0"],
] as const) {
  test(`a refused address is refused when wrapped: ${how}`, () => assert.notEqual(refusedRange(address), null));
}

for (const address of ["127.0.0.1", "::1", "10.1.2.3", "192.168.0.5", "fd12::1", "93.184.216.34", "2606:2800::1"]) {
  test(`${address} may be dialled`, () => assert.equal(refusedRange(address), null));
}

test("loopback and private addresses are local, the internet's are not, wrapped or not", () => {
  for (const address of [
    "127.0.0.1",
    "::1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "fd12::1",
    "100.64.0.1",
    "::ffff:10.0.0.1",
  ]) {
    assert.equal(isLocalAddress(address), true, address);
  }
  for (const address of ["8.8.8.8", "2606:2800::1", "::ffff:8.8.8.8", "64:ff9b::a00:1", "2002:a00:1::1"]) {
    assert.equal(isLocalAddress(address), false, address);
  }
});

test("a list holds addresses, ranges, names and endings of names", () => {
  assert.equal(isListed(["10.0.0.0/8"], "db", "10.2.3.4"), true);
  assert.equal(isListed(["10.0.0.0/8"], "db", "::ffff:10.2.3.4"), true);
  assert.equal(isListed(["10.0.0.0/8"], "db", "11.2.3.4"), false);
  assert.equal(isListed(["fd00::/8"], "db", "fd12::1"), true);
  assert.equal(isListed(["10.2.3.4"], "db", "10.2.3.4"), true);
  assert.equal(isListed(["db.example.com"], "DB.example.com.", "1.2.3.4"), true);
  assert.equal(isListed(["*.example.com"], "db.example.com", "1.2.3.4"), true);
  assert.equal(isListed([".example.com"], "badexample.com", "1.2.3.4"), false);
});

test("this machine's own addresses are known", () => {
  assert.equal(isOwnAddress("127.0.0.1"), true);
  assert.equal(isOwnAddress("127.9.9.9"), true);
  assert.equal(isOwnAddress("::1"), true);
  assert.equal(isOwnAddress("93.184.216.34"), false);
});

test("a list of addresses in a setting is read entry by entry, and a typo is no entry", () => {
  assert.deepEqual(parseAddressList(" 10.0.0.0/8, fd00::/8 db.example.com,*.x.example 1.2.3.4"), [
    "10.0.0.0/8",
    "fd00::/8",
    "db.example.com",
    "*.x.example",
    "1.2.3.4",
  ]);
  assert.deepEqual(parseAddressList(""), []);
  for (const text of ["10.0.0.0/99", "1.2.3.4.5", "10.0.0.0/8/8", "a..b", "http://x", "-x"]) {
    assert.throws(() => parseAddressList(text), { code: "usage.address-list" }, text);
  }
});

test("one address is itself however it is written, and no other", () => {
  assert.ok(isSameAddress("0:0:0:0:0:0:0:1", "::1"));
  assert.ok(isSameAddress("::ffff:7f00:1", "::ffff:127.0.0.1"));
  assert.ok(!isSameAddress("::ffff:127.0.0.1", "127.0.0.1"));
  assert.equal(refusedRange("fd00:42:0::42"), "fd00:42::42/128");
});
