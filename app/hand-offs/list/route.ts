import { founderView } from "../../../lib/hand-off/row.ts";
import { readAction } from "../../_server/action.ts";
import { founderOf } from "../../_server/caller.ts";
import { store } from "../../_server/store.ts";

/** All hand-offs of this installation, newest first. */
export const GET = readAction({
  limit: { name: "hand-offs/list", perMinute: 120 },
  async run({ caller }) {
    const { id } = founderOf(caller);
    const { handOffs } = await store();
    return { handOffs: (await handOffs.list()).map((row) => founderView(row, id)) };
  },
});
