/// Who works at the desk. In comes an e-mail address with a password, or a browser's cookie; out goes a
/// [Person][io.newsbell.people.Person] with what it may do for each app. Start reading at
/// [Sessions][io.newsbell.people.Sessions].
@NullMarked
package io.newsbell.people;

import org.jspecify.annotations.NullMarked;
