// What holds for a thread is told where the thread is read; lists have ways on and back.
import { expect, test, words } from './story.ts';
import { openThread, topicNamed } from './talk.ts';

const en = (key: string): string => words('en', key);
const through = (level: string): string => `through the topic: ${en(level)}`;

test('a thread tells that it is followed through its topic, also behind its button on a phone', async ({ officer }) => {
  const coordinator = await officer('coordinator.gb');
  const topic = await topicNamed(coordinator, 'Tobacco products');
  const thread = await openThread(coordinator, 'en', topic.title, 'Duty stamps', 'Which do you accept?');
  await coordinator.goto(`/topics/${topic.id}`);
  await coordinator.getByRole('main').getByLabel(`How much the bureau follows ${topic.title}`).selectOption(en('subscription.all'));

  const reader = await officer('officer1.gb');
  await reader.goto(thread);
  const aside = reader.getByRole('complementary', { name: en('thread.aside') });
  await expect(aside.getByText(through('subscription.all'))).toBeVisible();
  await aside.getByLabel(en('thread.my_level')).selectOption(en('subscription.mentions'));
  await expect(aside.getByLabel(en('thread.my_level'))).toHaveValue('mentions');

  await reader.setViewportSize({ width: 360, height: 740 });
  await expect(aside).toHaveCount(0);
  await reader.getByRole('button', { name: en('thread.aside') }).click();
  const facts = reader.getByRole('dialog', { name: en('thread.aside') });
  await expect(facts.getByText(through('subscription.all'))).toBeVisible();
  await expect(facts.getByLabel(en('thread.my_level'))).toHaveValue('mentions');
  await reader.keyboard.press('Escape');
  await expect(reader.getByRole('button', { name: en('thread.aside') })).toBeFocused();

  // Said for the thread itself, it outweighs the topic.
  await coordinator.goto(thread);
  await coordinator.getByLabel(en('thread.bureau_level')).selectOption(en('subscription.none'));
  await reader.reload();
  await reader.getByRole('button', { name: en('thread.aside') }).click();
  await expect(facts.getByText(en('subscription.none'), { exact: true }).last()).toBeVisible();
  await expect(facts.getByText(through('subscription.all'))).toHaveCount(0);
});

test('pages of threads lead on and back, one at a time', async ({ officer }) => {
  const page = await officer('officer2.gb');
  const topic = await topicNamed(page, 'Smuggling of migrants');
  const made = await page.evaluate(async (id) => {
    const statuses = [];
    for (let i = 1; i <= 55; i += 1) {
      const answer = await fetch(`/api/v1/topics/${id}/threads`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ title: `Question number ${i}`, body: 'And its text.' }),
      });
      statuses.push(answer.status);
    }
    return statuses.filter((status) => status === 201).length;
  }, topic.id);
  expect(made).toBe(55);

  await page.goto(`/topics/${topic.id}`);
  const first = page.getByRole('link', { name: 'Question number 55' });
  await expect(first).toBeVisible();
  await page.getByRole('link', { name: en('threads.older') }).click();
  const second = page.getByRole('link', { name: 'Question number 30' });
  await expect(second).toBeVisible();
  await page.getByRole('link', { name: en('threads.older') }).click();
  await expect(page.getByRole('link', { name: 'Question number 5', exact: true })).toBeVisible();
  await page.getByRole('link', { name: en('threads.newer') }).click();
  await expect(second).toBeVisible();
  await page.getByRole('link', { name: en('threads.newest') }).click();
  await expect(first).toBeVisible();
  await expect(page.getByRole('link', { name: en('threads.newest') })).toHaveCount(0);
});
