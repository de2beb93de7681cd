import manifest from "../../package.json" with { type: "json" };

/** The version of this tool, as its reports name it. */
export const TOOL_VERSION: string = manifest.version;
