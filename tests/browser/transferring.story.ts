// An officer goes to another country: here he ends at once, there he begins anew, and what he wrote stays where it was written.
import { actOn, setPassword, vet } from './accounts.ts';
import { lookAt } from './look.ts';
import { expect, test, words } from './story.ts';
import { ask, expectLive, topicNamed } from './talk.ts';

const es = (key: string): string => words('es', key);
const same = { 'Sec-Fetch-Site': 'same-origin' };
const name = 'Íñigo Arrieta';
const body = 'Con nosotros basta la firma del jefe de la oficina.';

test('an officer is transferred, begins anew in the other bureau, and his posts stay with the first', async ({ browser, officer }) => {
  test.slow(); // six people, each in a browser of his own
  const leaving = await officer('officer2.es');
  const asker = await officer('officer1.co');
  const does = async <T>(page: typeof leaving, method: 'POST' | 'PUT', path: string, data: object): Promise<T> => {
    const answer = await page.request.fetch(`/api/v1${path}`, { method, data, headers: same });
    expect(answer.ok(), `${path}: ${answer.status()}`).toBe(true);
    return (answer.status() === 204 ? undefined : await answer.json()) as T;
  };
  type Made = { thread: { id: string }; post: { id: string } };
  const topic = await topicNamed(leaving, 'Precursores químicos');
  const question = { title: 'Quién firma el parte de entrega', body: '¿Quién lo firma en otros países?', language: 'es' };
  const { thread, post } = await does<Made>(asker, 'POST', `/topics/${topic.id}/threads`, question);
  await does(leaving, 'POST', `/threads/${thread.id}/posts`, { parent_id: post.id, body, language: 'es' });
  await does(leaving, 'PUT', `/topics/${topic.id}/subscription`, { as: 'me', level: 'all' });
  await does(leaving, 'PUT', `/posts/${post.id}/bookmark`, { note: 'Para el informe' });
  await does(leaving, 'PUT', `/drafts/topic.${topic.id}`, { title: 'A medias', body: 'Una idea a medias' });
  await does(asker, 'POST', `/threads/${thread.id}/posts`, { parent_id: post.id, body: 'Gracias a todos.', language: 'es' });
  await leaving.goto('/notifications');
  await expect(leaving.getByRole('main').getByRole('link').filter({ hasText: question.title }).first()).toBeVisible();
  await expectLive(leaving, 'es');

  // His security officer lets him go: the dialog says what that does, and asks where to and why.
  const security = await officer('security.es', '/bureau/accounts');
  await actOn(security, 'es', 'account_act.transfer', name).click();
  const dialog = security.getByRole('dialog', { name: es('account_act.transfer') });
  await expect(dialog).toContainText(es('account_act.transfer_hint'));
  await dialog.getByRole('button', { name: es('account_act.transfer'), exact: true }).click();
  await expect(dialog.getByRole('alert').first()).toBeVisible();
  await dialog.getByRole('combobox', { name: es('accounts.transfer_to') }).fill('México');
  await dialog.getByRole('option').first().click();
  await dialog.getByRole('textbox', { name: es('proposal.reason') }).fill('Agregado en México.');
  await lookAt(security, 'es', 'transferring');
  await dialog.getByRole('button', { name: es('account_act.transfer'), exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(security.getByText(name)).toHaveCount(0);
  await expect(leaving.getByRole('dialog', { name: es('sign_in.ended_title') })).toBeVisible({ timeout: 30_000 });

  // Nothing of him works until the other bureau vets him, and says for what.
  const received = await officer('security.mx', '/bureau/accounts');
  await expect(received.getByRole('heading', { name: es('accounts.pending') })).toBeVisible();
  const code = await vet(received, 'es', name, 'restricted');
  const begun = await browser.newPage({ locale: 'es' });
  await setPassword(begun, 'es', 'officer2.es', code);
  await expect(begun.getByRole('banner')).toContainText('Mexico City');
  await expectLive(begun, 'es');
  for (const path of ['drafts', 'bookmarks'] as const) {
    await begun.goto(`/${path}`);
    await expect(begun.getByRole('main')).toContainText(es(`${path}.empty`));
  }
  await begun.goto('/notifications');
  await expect(begun.getByRole('main').getByRole('link').first()).toBeVisible(); // of the new bureau's desk
  await expect(begun.getByRole('main')).not.toContainText(question.title);
  await begun.goto('/contributions');
  await expect(begun.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(begun.getByText(body)).toHaveCount(0);
  const { my_level } = await ask<{ my_level: string }>(begun, `/topics/${topic.id}`);
  expect(my_level).toBe('none');

  // What he wrote is still Spain's: he may not change it, and Spain takes it back.
  await begun.goto(`/threads/${thread.id}`);
  const written = begun.getByRole('article').filter({ hasText: body });
  await expect(written).toContainText('Madrid');
  await expect(written.getByRole('button', { name: es('post.reply'), exact: true })).toBeVisible();
  await expect(written.getByRole('button', { name: es('post.edit') })).toHaveCount(0);
  await expect(written.getByRole('button', { name: es('recall.act') })).toHaveCount(0);
  await expectLive(begun, 'es');
  const coordinator = await officer('coordinator.es', '/contributions');
  const kept = coordinator.getByRole('article').filter({ hasText: body });
  await kept.getByRole('button', { name: es('recall.act') }).click();
  const recalling = coordinator.getByRole('dialog', { name: es('recall.title') });
  await recalling.getByLabel(es('recall.reason'), { exact: true }).fill('Ya no es así.');
  await recalling.getByRole('button', { name: es('recall.act') }).click();
  await expect(kept).toContainText(es('state.withdrawn'));
  await expect(written).toHaveCount(0); // without a reload
  await begun.close();
});
