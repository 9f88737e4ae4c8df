// What the server says about letters of a word processor that serve as templates.
import { useQuery } from '@tanstack/react-query';
import { get, send, upload } from '../../api/client.ts';

export interface LetterFile {
  id: number;
  version: number;
  name: string;
  language: 'de' | 'nl' | 'en';
  format: string;
  file_name: string;
  uploaded_at: string;
  uploaded_by: string;
}

/// What a letter may name, and what it is called on the screens.
export interface LetterField {
  name: string;
  caption: string;
}
export interface LetterList extends LetterField {
  fields: LetterField[];
}
interface LetterFilesAnswer {
  files: LetterFile[];
  fields: LetterField[];
  lists: LetterList[];
  sets_pdf: boolean;
}

export const letter_files_key = ['letter-files'];
export const useLetterFiles = () =>
  useQuery({
    queryKey: letter_files_key,
    queryFn: ({ signal }) => get<LetterFilesAnswer>('/letter-files', undefined, signal),
  });

export const keep_letter_file = (file: File, name: string, language: string) =>
  upload<LetterFile & { change_event: number }>(
    '/letter-files',
    { ...(name.trim() ? { name: name.trim() } : {}), language, file_name: file.name },
    file,
    () => {},
    new AbortController().signal,
  );

export const remove_letter_file = async (file: LetterFile) =>
  (await send<{ change_event: number }>('DELETE', `/letter-files/${file.id}`, { version: file.version })).data
    .change_event;
