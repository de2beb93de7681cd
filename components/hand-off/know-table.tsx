import { Fragment } from "react";
import { classNames } from "../ui/class-names";

type Knows = "always" | "moment" | "never";
type Cell = readonly [knows: Knows, words: string];

/** Who knows which secret, and for how long: places on one wire, a row a secret. The words carry the meaning. */
/** `password`: false where none is made, nor touched. */
export function KnowTable(props: { server: string; host: string | null; password: boolean }) {
  const { server, host, password } = props;
  const rows = password ? ROWS : ROWS.filter(([secret]) => !OF_A_PASSWORD.includes(secret));
  const places = [
    { name: "Founder’s browser", where: "not here", wire: "the link" },
    { name: "Your browser", where: "this page", wire: "HTTPS" },
    { name: "This server", where: server, wire: "TLS where the database offers it" },
    { name: "The database", where: host ?? "yours", wire: "" },
  ];
  return (
    <table className="mt-6.5 block text-left text-small wide:table wide:w-full wide:table-fixed">
      <thead className="sr-only wide:not-sr-only wide:table-header-group">
        <tr>
          <td className="w-[190px] border-b border-line-2" />
          {places.map((place, index) => (
            <th
              key={place.name}
              scope="col"
              className="relative border-b border-line-2 px-3.5 pt-4 pb-2.5 align-top font-semibold"
            >
              <Wire text={place.wire} first={index === 0} />
              {place.name}
              <span className="block text-label font-normal text-ink-3 wrap-anywhere">{place.where}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block wide:table-row-group">
        {rows.map(([secret, cells]) => (
          <tr key={secret} className="grid grid-cols-2 border-b border-line pb-2 wide:table-row">
            <th
              scope="row"
              className="col-span-2 pt-3.5 pb-1 text-row font-semibold wide:border-b wide:border-line wide:py-[11px] wide:align-top wide:text-small wide:font-medium"
            >
              {secret}
            </th>
            {cells.map(([knows, words], index) => (
              <td
                key={places[index]?.name}
                className={classNames(
                  "pt-1.5 pr-2.5 pb-2 align-top wide:border-b wide:border-l wide:border-line wide:px-3.5 wide:py-[11px]",
                  knows === "never" ? "text-ink-2" : "text-ink",
                )}
              >
                <Bar knows={knows} />
                {words}
                <span aria-hidden="true" className="block text-label text-ink-3 wide:hidden">
                  {places[index]?.name}
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Wire({ text, first }: { text: string; first: boolean }) {
  const last = text === "";
  return (
    <Fragment>
      <span
        aria-hidden="true"
        className={classNames("absolute top-0 h-0.5 bg-ink", first ? "left-3.5" : "left-0", last ? "w-4" : "right-0")}
      />
      <span aria-hidden="true" className="absolute -top-[5px] left-3.5 size-3 rounded-cell bg-ink" />
      {!last && (
        <span
          aria-hidden="true"
          className="absolute -top-[9px] left-[calc(50%+20px)] -translate-x-1/2 bg-paper px-2 text-label leading-[18px] font-normal whitespace-nowrap text-ink-2"
        >
          {text}
        </span>
      )}
    </Fragment>
  );
}

function Bar({ knows }: { knows: Knows }) {
  return <span aria-hidden="true" className={classNames("mt-0.5 mb-[7px] block h-1.5 rounded-[1px]", BARS[knows])} />;
}

const BARS: Record<Knows, string> = {
  always: "bg-ink shadow-[inset_0_0_0_1px_var(--ink)]",
  moment: "bg-[linear-gradient(90deg,var(--ink)_0_26%,transparent_26%)] shadow-[inset_0_0_0_1px_var(--line-2)]",
  never: "shadow-[inset_0_0_0_1px_var(--line-2)]",
};

const OF_A_PASSWORD: readonly string[] = ["Lucien’s password", "Its SCRAM verifier", "A test password"];

const ROWS: readonly (readonly [secret: string, cells: readonly Cell[]])[] = [
  [
    "Your admin password",
    [
      ["never", "never"],
      ["always", "the form, until you leave the page"],
      ["moment", "in memory while it works; no disk, log, cookie or env"],
      ["always", "checks it"],
    ],
  ],
  [
    "Lucien’s password",
    [
      ["always", "made there, kept there"],
      ["never", "never"],
      ["never", "never"],
      ["never", "never; only the verifier"],
    ],
  ],
  [
    "Its SCRAM verifier",
    [
      ["always", "computes it"],
      ["always", "in the record it hands to the job"],
      ["always", "in the record, until the job is done"],
      ["always", "pg_authid"],
    ],
  ],
  [
    "A test password",
    [
      ["never", "never"],
      ["moment", "makes it, if you run the SQL yourself"],
      ["moment", "signs in with it to probe, then it is replaced"],
      ["moment", "accepts it until then"],
    ],
  ],
  [
    "Your rows",
    [
      ["never", "never"],
      ["never", "never"],
      ["never", "never; probes are EXPLAIN, LIMIT 0 and ROLLBACK"],
      ["always", "stay there"],
    ],
  ],
];
