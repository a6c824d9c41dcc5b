package pizzashop.notification.web;

import pizzashop.messaging.failure.Failures;
import pizzashop.messaging.web.ProblemDocuments;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;

/** What can be wrong with a request about mails. */
@RestControllerAdvice
class MailProblems extends ProblemDocuments {

	MailProblems(Failures failures) {
		super(failures);
	}

	@ExceptionHandler
	ResponseEntity<Object> on(MailNotFoundException ex, WebRequest request) {
		return answer(ex, HttpStatus.NOT_FOUND, String.valueOf(ex.getMessage()), new HttpHeaders(), request,
				new FieldError("id", "must be the id of a mail"));
	}

}
