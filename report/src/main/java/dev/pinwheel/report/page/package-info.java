/**
 * What a page consists of, and the page as HTML.
 *
 * <p>A {@link dev.pinwheel.report.page.Page} has sections of {@linkplain
 * dev.pinwheel.report.page.Block blocks}, which know nothing of models. Every text is data: {@link
 * dev.pinwheel.report.page.HtmlPage} escapes all of it by where it stands. Pictures are part of the
 * page; it refers to nothing outside of itself and runs no script.
 */
package dev.pinwheel.report.page;
