/** Lint rules of the web app: typed, accessible, and imports that point one way (shared -> features -> app). */
import eslint from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import { existsSync, readdirSync } from "node:fs";
import tseslint from "typescript-eslint";

const SHARED = ["api", "components", "lib"];

export default tseslint.config(
  { ignores: ["**/*.gen.*", "playwright-report", "test-results"] },
  eslint.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", { max: 500 }],
      // A switch over the members of a union counts once, however many members there are.
      complexity: ["error", { max: 15, variant: "modified" }],
      "no-restricted-syntax": [
        "error",
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "Render text as text; Markdown goes through the sanitizer." },
        { selector: "ExportAllDeclaration", message: "No barrels: import from the file that has it." },
      ],
      // A number in a template string is fine here; figures are printed by lib/format.ts.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Event handlers return promises all the time, and React ignores them.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["src/**/*.tsx"],
    extends: [jsxA11y.flatConfigs.recommended, reactHooks.configs.flat.recommended],
    rules: { "max-lines": ["error", { max: 250 }] },
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly" } },
    rules: { "no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }] },
  },
  ...importZones(),
);

/** One zone for each shared folder and each feature, computed so that a new feature is covered on the day it appears. */
function importZones() {
  const features = existsSync("src/features") ? readdirSync("src/features") : [];
  return [
    ...SHARED.map((name) => zone(`src/${name}`, ["**/features/**", "**/app/**"], `${name} is shared: it may not know features or pages.`)),
    ...features.map((name) =>
      zone(
        `src/features/${name}`,
        ["@/app/**", "@/features/*/**", `!@/features/${name}/**`, "../**"],
        "A feature imports only itself and shared folders, through '@/'; pages in src/app join features.",
      ),
    ),
  ];
}

function zone(folder, group, message) {
  return {
    files: [`${folder}/**/*.{ts,tsx}`],
    rules: { "no-restricted-imports": ["error", { patterns: [{ group, message }] }] },
  };
}
