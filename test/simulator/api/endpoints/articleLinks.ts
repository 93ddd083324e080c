import { articlePage, DELETED_PAGE } from '../../world/articlePage';
import type { Article } from '../../world/articles';
import type { Context } from '../context';
import { picture } from './articleRules';
import { link } from './material';

type Place = Pick<Context, 'account' | 'now' | 'world'>;

/** The article with its links: a page that a browser opens, and its cover. */
export function linked(place: Place, article: Article): Article {
	const { world, account } = place;
	const pictures = picturesOf(article).map((id) => pictureUrl(place, id));
	const path = world.files.add('s', articlePage(article, account.name, pictures));
	const thumb_url = article.thumb_media_id ? pictureUrl(place, article.thumb_media_id) : (pictures[0] ?? '');
	return { ...article, url: world.url + path, thumb_url };
}

/** A reader finds a note in its place. */
export function unlink({ world }: Place, { url }: Article): void {
	if (url) world.files.replace(new URL(String(url)).pathname, DELETED_PAGE);
}

function picturesOf({ image_info }: Article): string[] {
	const { image_list = [] } = (image_info ?? {}) as { image_list?: Array<{ image_media_id: string }> };
	return image_list.map(({ image_media_id }) => image_media_id);
}

function pictureUrl({ world, account, now }: Place, id: unknown): string {
	const media = picture(account, id, now);
	return media ? link(world, media) : '';
}
