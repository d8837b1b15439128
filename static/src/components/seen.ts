// Tells once that an unread post was really seen: half of it, or half of the window, for most of a second.
import type { Attachment } from 'svelte/attachments';
import type { Post } from '../api/types';

const kLook = 700;
const kLookAgain = 2000;

export function seen(post: Post, tell: (id: string) => void): Attachment<HTMLElement> {
  return (element) => {
    if (!post.unread) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Behind another tab nobody sees it: look again later.
    const look = () => {
      if (document.hidden) {
        timer = setTimeout(look, kLookAgain);
        return;
      }
      observer.disconnect();
      tell(post.id);
    };
    const observer = new IntersectionObserver(
      ([entry]) => {
        clearTimeout(timer);
        if (!entry) return;
        const enough =
          entry.intersectionRatio >= 0.5 || entry.intersectionRect.height >= (entry.rootBounds?.height ?? Infinity) / 2;
        if (enough) timer = setTimeout(look, kLook);
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
