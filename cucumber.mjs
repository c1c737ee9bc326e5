// For editors and for those who call cucumber-js themselves; `npm run bdd` reads the same choices and adds the reports.
const common = {
  paths: ['features/**/*.feature'],
  import: ['harness/cucumber.ts'],
  strict: true,
  language: 'ja',
};

export default { ...common, worldParameters: { level: 'http' } };
export const domain = { ...common, worldParameters: { level: 'domain' } };
export const http = { ...common, worldParameters: { level: 'http' } };
export const outside = { ...common, worldParameters: { stage: 'examples/kamome/stage.ts' } };
