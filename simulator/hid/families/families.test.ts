/** Whoever adds a family is led to its last place: its folder, its pretended token, the udev rules, the document. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { bothLanguages } from '../../../common/text.ts';
import { families, familyNames } from './families.ts';
import { planReading, recognise } from './readers.ts';
import { testReader } from './test-reading.ts';
import { udevRules } from './udev.ts';

const here = new URL('.', import.meta.url);

test('every folder is a family of that name, and its record is in it', () => {
  const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...familyNames].sort());
  for (const { name } of folders) expect(readdirSync(new URL(`${name}/`, here))).toContain('family.ts');
});

describe.each(familyNames)('%s', (name) => {
  const family = families[name];

  it('has its row in docs/hid.md', () => {
    const { token, how, linux, macos, windows } = family.docs;
    const document = readFileSync(new URL('../../../docs/hid.md', here), 'utf8');
    expect(document).toContain(`| ${token} | ${how} | ${linux} | ${macos} | ${windows} |`);
    for (const model of family.models) expect(document).toContain(model.name);
  });

  it('may be opened by the udev rules', () => {
    const hex = (value: number) => value.toString(16).padStart(4, '0');
    for (const { vendorId, productIds } of family.models) {
      expect(udevRules()).toContain(`ATTRS{idVendor}=="${hex(vendorId)}"`);
      for (const id of productIds) expect(udevRules()).toContain(`ATTRS{idProduct}=="${hex(id)}"`);
    }
  });

  it('says in both languages what it can do', () => {
    expect(bothLanguages(family.canDo)).toMatch(/[ぁ-ん].* \/ [a-z]/);
  });

  it('has a pretended token that is recognised, reads the code of RFC 6238, and its request begins again', async () => {
    const { device: fake, untouched, touched, touch } = await family.pretend(() => 59_000);
    const reader = testReader();
    reader.hid.plug(fake);
    const listed = await reader.hid.list();
    const device = listed.ok ? (listed.value[0] ?? expect.fail('nothing plugged in')) : expect.fail(listed.failure);
    expect(recognise(device)?.family).toBe(name);
    const asked = [untouched, touched].filter((options) => options !== undefined);
    expect(asked.length).toBeGreaterThan(0);
    for (const options of asked) {
      const onTouch = (wanted: boolean) => {
        if (wanted) reader.timers.at(reader.timers.elapsed() + 500, touch);
      };
      const plan = planReading(device, options);
      expect(plan).toMatchObject({ ok: true, value: { family: name } });
      expect(plan.ok && family.begin(JSON.parse(JSON.stringify(plan.value.request))).ok).toBe(true);
      expect(await reader.read(options, { now: () => 59_000, onTouch })).toMatchObject({
        ok: true,
        value: { code: '94287082' },
      });
    }
  });
});
