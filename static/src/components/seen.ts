// Tells once that an unread post was really seen: half of it, or half of the window, for most of a second.
import type { Attachment } from 'svelte/attachments';
import type { Post } from '../api/types';

const kLook = 700;

export function seen(post: Post, tell: (id: string) => void): Attachment<HTMLElement> {
  return (element) => {
    if (!post.unread) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        clearTimeout(timer);
        if (!entry) return;
        const enough =
          entry.intersectionRatio >= 0.5 || entry.intersectionRect.height >= (entry.rootBounds?.height ?? Infinity) / 2;
        if (!enough) return;
        timer = setTimeout(() => {
          observer.disconnect();
          if (!document.hidden) tell(post.id);
        }, kLook);
      },
      { threshold: [0, 0.25, 0.5, 0.75, 1] },
    );
    observer.observe(element);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  };
}
