// Screens that come when somebody opens them: the first load carries what shows a list and a thread, and no more.
import type { Component } from 'svelte';
import type { Route } from '../stores/routes';

// Each takes the part of Route that bears its name, or nothing.
type Later = () => Promise<{ default: Component<any> }>;

export const later_screens: { [Screen in Route['screen']]?: Later } = {
  accounts: () => import('./Accounts.svelte'),
  act_appeals: () => import('./ActAppeals.svelte'),
  activity: () => import('./Activity.svelte'),
  appeals: () => import('./Appeals.svelte'),
  audit: () => import('./Audit.svelte'),
  author_notes: () => import('./AuthorNotes.svelte'),
  bookmarks: () => import('./Bookmarks.svelte'),
  break_glass: () => import('./BreakGlass.svelte'),
  break_glass_notices: () => import('./BreakGlassNotices.svelte'),
  break_glass_reading: () => import('./BreakGlassReading.svelte'),
  contributions: () => import('./Contributions.svelte'),
  deny_list: () => import('./DenyList.svelte'),
  drafts: () => import('./Drafts.svelte'),
  erasures: () => import('./Erasures.svelte'),
  flags: () => import('./Flags.svelte'),
  groups: () => import('./Groups.svelte'),
  hidden_posts: () => import('./HiddenPosts.svelte'),
  listed_tags: () => import('./ListedTags.svelte'),
  moderation_log: () => import('./ModerationLog.svelte'),
  moderation: () => import('./Moderation.svelte'),
  new_thread: () => import('./NewThread.svelte'),
  notifications: () => import('./Notifications.svelte'),
  order_proposals: () => import('./OrderProposals.svelte'),
  person: () => import('./Person.svelte'),
  recalls: () => import('./Recalls.svelte'),
  release_policy: () => import('./ReleasePolicy.svelte'),
  release_queue: () => import('./ReleaseQueue.svelte'),
  revisions: () => import('./Revisions.svelte'),
  saved_searches: () => import('./SavedSearches.svelte'),
  seals: () => import('./SealRequests.svelte'),
  search: () => import('./Search.svelte'),
  settings: () => import('./Settings.svelte'),
  statuses: () => import('./Standings.svelte'),
  tag: () => import('./Tag.svelte'),
  tags: () => import('./Tags.svelte'),
  warning_appeals: () => import('./WarningAppeals.svelte'),
  warnings: () => import('./Warnings.svelte'),
  widenings: () => import('./Widenings.svelte'),
};
