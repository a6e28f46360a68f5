// `npm run schema`: writes resources/profile.schema.json from the schema that the kiosk itself checks a profile with.
import { writeFileSync } from 'node:fs';
import { profileSchemaFile } from '../src/main/settings/profile-file.ts';

const file = new URL('../resources/profile.schema.json', import.meta.url);
writeFileSync(file, profileSchemaFile());
process.stdout.write('Wrote resources/profile.schema.json\n');
