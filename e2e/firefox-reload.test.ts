import { describe, it } from 'node:test';

import { hangUp, seeEachOther, talkOnVideo, useFirefoxToo } from './support/across.ts';
import { withoutFirefox } from './support/firefox.ts';

describe('a page that is loaded again in a call between Firefox and Chromium', { skip: withoutFirefox }, () => {
  const { meetAcross } = useFirefoxToo();

  for (const caller of ['Firefox', 'Chromium'] as const) {
    for (const who of ['ann', 'ben'] as const) {
      const role = who === 'ann' ? 'caller' : 'callee';

      it(`from ${caller} is back in it without a click, as the ${role}`, async () => {
        const meeting = await talkOnVideo(await meetAcross(caller));
        const { [who]: person, [who === 'ann' ? 'ben' : 'ann']: other } = meeting;
        await other.forgetEvents();
        await person.page.reload();
        await other.cameTo('reconnecting');
        await seeEachOther(meeting);
        await hangUp(meeting);
      });
    }
  }
});
