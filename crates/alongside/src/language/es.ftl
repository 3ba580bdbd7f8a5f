### Las palabras de nuestros correos.

## Dates
weekday-1 = lunes
weekday-2 = martes
weekday-3 = miércoles
weekday-4 = jueves
weekday-5 = viernes
weekday-6 = sábado
weekday-7 = domingo
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
date-time = { $weekday }, { $day } de { $month } de { $year }, { $hour }:{ $minute }

## In every letter
hello = Hola, { $name }:
hello-nobody = Hola:
next-label = Qué sigue:
answer-here = Puede responder simplemente a este correo.
your-request = Su solicitud: #{ $number }

## What happens next, by where the request stands
next-new = Alguien la mirará y le escribirá.
next-open = Estamos trabajando en ello y le volveremos a escribir.
next-pending = Esperamos su respuesta.
next-on-hold = Esperamos a otra persona y le escribiremos en cuanto haya novedades.
next-on-hold-until = La retomaremos el { $date } y entonces le escribiremos.
next-promised = { $name } prometió: «{ $words }», antes del { $date }.
next-resolved = Creemos que está resuelto. Si no es así, responda sin más y la solicitud se abrirá de nuevo.
next-closed = Esta solicitud está cerrada. Si necesita más ayuda, un correo nuevo abre una solicitud nueva.

## A reply
earlier-words = El { $date }, { $name } escribió:
attachments-apart = { $count ->
    [one] Un archivo es demasiado grande para un correo. Lo encontrará en su solicitud:
   *[other] { $count } archivos son demasiado grandes para un correo. Los encontrará en su solicitud:
}

## We have your request
receipt-have = Hemos recibido su solicitud «{ $subject }». Tiene el número #{ $number }.
receipt-next = Una persona la lee y le escribirá lo antes posible.
receipt-foot = Este correo se envió automáticamente; las respuestas las leen personas. Para añadir algo, responda sin más.

## A link to sign in
sign-in-subject = Su enlace para entrar en { $place }
sign-in-lead = { $minutes ->
    [one] Aquí tiene su enlace para entrar. Funciona una sola vez, durante un minuto.
   *[other] Aquí tiene su enlace para entrar. Funciona una sola vez, durante { $minutes } minutos.
}
sign-in-go = Entrar
sign-in-copy = O copie esta dirección en su navegador:
sign-in-foot = ¿No lo ha pedido? Entonces no haga nada. Nadie puede entrar sin este correo; por favor, no lo reenvíe.

## To a colleague
notice-assigned = Este ticket es ahora suyo.
notice-answered = Hay una respuesta en su ticket.
notice-news = Hay novedades en un ticket.
notice-mentioned = Un colega le menciona en un ticket. La nota es solo para colegas.
notice-promise-due = Una promesa vence pronto. Si hace falta más tiempo, dígalo antes de que venza.
notice-promise-broken = El plazo de una promesa ha pasado y no se ha dicho nada.
notice-promised = { $name } prometió: «{ $words }», antes del { $date }.
notice-ticket = El ticket: #{ $number }
notice-from = De { $name }
notice-foot = Una respuesta a este correo se envía al solicitante.

## A test
test-subject = Correo de prueba de { $place }
test-body = Esto es una prueba. Si puede leerla, el correo sale de { $place } como debe.

## Noticias para muchos
broadcast-when = Cuándo: del { $from } al { $until } ({ $zone })
broadcast-next = Le escribiremos de nuevo antes de: { $date }.
broadcast-page = Las últimas noticias están siempre aquí
broadcast-seen = Lo he visto
broadcast-why-reader = Recibe este correo porque trata de algo que usted usa.
broadcast-why-stakeholder = Recibe este correo porque pidió saber cómo afecta a su trabajo.
broadcast-why-subscriber = Recibe este correo porque lo pidió en nuestra página de estado.
works-ask = ¿Ya le funciona? Díganoslo con un clic
broadcast-leave = Dejar de recibir estos correos:

## About a planned change
change-what = Qué cambia
change-notice = Qué notará
change-must-do = Qué tiene que hacer
change-why = Por qué vale la pena
change-undo = Si no sale bien
change-contact = Preguntas
change-subject-before = Previsto: { $title }
change-subject-start = Empieza: { $title }
change-subject-done = Terminado: { $title }
change-subject-failed = No salió bien: { $title }
change-subject-undone = De nuevo como antes: { $title }
change-subject-moved = Nueva hora: { $title }
change-subject-cancelled = Cancelado: { $title }
change-begins = El trabajo anunciado empieza ahora. Le escribiremos cuando termine.
change-done = El trabajo anunciado ha terminado.
change-failed = El trabajo anunciado no salió como estaba previsto.
change-undone = El trabajo anunciado no salió bien, así que lo deshicimos. Todo está como antes.
change-moved = El trabajo anunciado tiene otra hora; está más arriba. La cita de este correo sustituye a la anterior.
change-cancelled = El trabajo anunciado no se hará. La cita de este correo quita la anterior de su calendario.

## “Did you see it?”
seen-title = ¿Lo ha visto?
seen-ask = Pulse el botón para decir que ha leído «{ $title }». No se anota nada más.
seen-button = Lo he visto
seen-thanks = Gracias. Sabemos que lo ha visto.
seen-unknown = Este enlace no está completo o pertenece a otro servicio.
