// Presses the one button of the page that goes back to an application (OpenID form_post).
document.getElementById("terug").submit();
