/** What Cucumber prints for a step that nobody defined: a definition to begin with, in Japanese and in ichido's own words. */

interface Asked {
  /** `Given`, `When` or `Then`. */
  readonly functionName: string;
  /** The likeliest first. */
  readonly generatedExpressions: readonly { readonly source: string }[];
  /** A table or a text below the step. */
  readonly stepParameterNames: readonly string[];
}

/** Cucumber wants a class and makes one of it itself (`formatOptions.snippetSyntax`). */
export default class JapaneseSnippet {
  build({ functionName, generatedExpressions: [likeliest], stepParameterNames }: Asked): string {
    const source = inOurWords(likeliest?.source ?? '');
    const names = [...namesOf(source), ...stepParameterNames.map((name) => belowStep[name] ?? name)];
    return `// import { ${functionName} } from '@cucumber/cucumber';
${functionName}('${source.replace(/[\\']/g, '\\$&')}', async function (${names.join(', ')}) {
  // ここに手順を書きます。場面は this.scene（stage.bank、stage.tokens、stage.clock …）にあります。
  return 'pending';
});`;
  }
}

const belowStep: { readonly [name: string]: string } = { dataTable: '表', docString: '文章' };

/** Cucumber looks for words between blanks, which Japanese has none of. */
const inOurWords = (source: string): string =>
  places.reduce((text, [said, place]) => text.replace(said, place), source);

const places: readonly (readonly [RegExp, string])[] = [
  [/利用者(?:「[^」]*」)+/g, '{利用者}'],
  [/トークン(?:「[^」]*」)+/g, '{トークン}'],
  [/「[^」]*」/g, '{表示}'],
  [/\d+(?:秒|分|時間|日)(?!本)/g, '{期間}'],
  [/\d+/g, '{int}'],
];

function namesOf(source: string): string[] {
  const seen = new Map<string, number>();
  return [...source.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}${times}`;
  });
}
