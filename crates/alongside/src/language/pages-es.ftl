
### Las palabras de las páginas que ve todo el mundo.

## Dates at a glance
month-short-1 = ene
month-short-2 = feb
month-short-3 = mar
month-short-4 = abr
month-short-5 = may
month-short-6 = jun
month-short-7 = jul
month-short-8 = ago
month-short-9 = sept
month-short-10 = oct
month-short-11 = nov
month-short-12 = dic
short-now = ahora
short-minutes = { $count } min
short-hours = { $count } h
short-days = { $count } d
short-date = { $day } { $month }
short-date-year = { $day } { $month } { $year }

## Around every page
page-skip = Ir al contenido
page-help = Ayuda informática
nav-main = Menú principal
nav-ask = Pedir ayuda
nav-requests = Mis solicitudes
nav-desk = El centro de ayuda
nav-profile = Su perfil
nav-sign-out = Cerrar sesión

## Forms
send = Enviar
save = Guardar
mend-title = Por favor, revíselo
mend-look = { $count ->
    [one] Por favor, revise una cosa
   *[other] Por favor, revise estas { $count } cosas
}
mend-stale = Ha vuelto a iniciar sesión desde que abrió esta página. Su texto sigue aquí: pulse Enviar una vez más
mend-signed-out = Ya no tiene la sesión iniciada. Su texto sigue aquí: inicie sesión en otra pestaña y luego pulse Enviar
mend-file-large = «{ $name }» es demasiado grande. Podemos recibir { $limit } como máximo a la vez
mend-too-long = Es demasiado largo para un mensaje. Envíe la parte más larga como archivo
mend-other = Ahora no se ha podido hacer. Mire cómo está su solicitud y vuelva a intentarlo
signed-out-link = Inicie sesión en otra pestaña
signed-out-then = { $link }, vuelva aquí y pulse Enviar.
files-help = Hasta { $limit } en total.
files-paste = Puede pegarla o soltarla aquí.
files-remove = Quitar
size-megabytes = { $count } MB

## The start page
home-title = ¿En qué podemos ayudarle?
home-lead = Cuéntenos qué intenta hacer. Una persona lo lee y le contesta.
home-requests = Ver mis solicitudes
home-mail = Un correo sirve igual de bien.
home-mail-to = Escriba a { $address }. Nunca necesita contraseña.
home-known = Ya lo sabemos, y mientras tanto ayuda esto

## How long it usually takes; the spans stand inside the sentences
wait-both = La mayoría tiene noticias nuestras en menos de { $most }; 9 de cada 10, en menos de { $nearly }.
wait-one = 9 de cada 10 personas tienen noticias nuestras en menos de { $nearly }.
span-minutes = { $count ->
    [one] un minuto
   *[other] { $count } minutos
}
span-hours = { $count ->
    [one] una hora
   *[other] { $count } horas
}
span-days = { $count ->
    [one] un día
   *[other] { $count } días
}

## Asking
ask-title = Pedir ayuda
ask-lead = Escríbalo como se lo contaría a un compañero. Lo que no sepa, déjelo en blanco.
ask-goal = ¿Qué intenta hacer?
ask-goal-help = Por ejemplo, «imprimir las cartas para la ronda de hoy».
ask-happens = ¿Qué pasa en su lugar?
ask-happens-help = Lo que ve y lo que ha probado. Si hay un mensaje en la pantalla, cópielo aquí.
ask-blocked = ¿Está parado su trabajo?
ask-blocked-no = No, puedo trabajar
ask-blocked-slowed = Va más lento
ask-blocked-stopped = Sí, está parado
ask-impact = ¿A quién le pasa?
ask-impact-one = Solo a mí
ask-impact-several = A algunos de nosotros
ask-impact-everyone = A todo el mundo
ask-impact-unknown = No lo sé
ask-people = ¿A cuántos, más o menos?
ask-people-line = Unas { $count } personas tienen este problema.
ask-files = Añada una imagen de la pantalla
ask-files-optional = si la tienes
ask-no-words = Cuéntenos en pocas palabras qué quiere hacer o qué va mal
ask-too-many = Ha enviado muchas solicitudes en una hora. Espere un poco o llámenos

## Right after asking
thanks-title = Tenemos su solicitud
thanks-number = Su número es el { $number }
thanks-next-title = Qué pasa ahora
thanks-next = Una persona lee lo que ha escrito y le contesta.
thanks-owner = { $name } se ocupa de ella.
thanks-owner-soon = Verá el nombre de la persona que se ocupa de ella.
thanks-news = Las noticias llegan a { $address }. Puede contestar sin más a ese correo.
thanks-see = Ver su solicitud
thanks-more = Preguntar otra cosa

## My requests
requests-none = Todavía no ha pedido nada.
requests-nothing-open = No hay nada abierto. Esperamos que todo vaya bien.
requests-open = Abiertas
requests-solved = Resueltas
requests-older = Solicitudes anteriores
requests-new = Respuesta nueva

## Where a request stands
stage-received = La tenemos
stage-working = Estamos en ello
stage-turn = Necesitamos su respuesta
stage-waiting = Esperamos a otra persona
stage-solved = Resuelta
stage-closed = Cerrada
stands-received = Una persona la lee y se hace cargo. Recibirá un correo en cuanto alguien escriba.
stands-working = { $name } trabaja en ello y le escribe aquí y por correo.
stands-working-we = Trabajamos en ello y le escribimos aquí y por correo.
stands-turn = Conteste al último mensaje de abajo, para que { $name } pueda seguir.
stands-turn-we = Conteste al último mensaje de abajo, para que podamos seguir.
stands-waiting = Esperamos a otra persona y le escribiremos cuando haya novedades.
stands-waiting-until = Volvemos a ello el { $date }.
stands-solved = Si vuelve a pasar, pulse «Todavía no está resuelto» o conteste sin más. Si no, la cerramos el { $date }.
stands-closed = Esta solicitud se ha cerrado. Si escribe aquí, abrimos una nueva enlazada con ella.

## One request
request-number = Solicitud n.º { $number }
request-stands = Cómo está
request-looks = { $name } se ocupa de ella
request-looked = { $name } se ocupó de ella
request-nobody = Todavía no la tiene nadie; buscamos a la persona adecuada.
request-next = Ahora:
request-solve = Ya está resuelto
request-reopen = Todavía no está resuelto
request-talk = Conversación
request-you = Usted
request-quoted = Texto citado
request-original = El correo tal como se envió
request-files = Archivos adjuntos
request-write = Contestar
request-add-file = Añada un archivo o una imagen
request-add-file-optional = si quiere
request-your-answer = Su respuesta
request-empty = Escriba primero unas palabras o añada un archivo
request-sent = Enviado. Gracias, lo tenemos.
request-sent-anew = La solicitud anterior estaba cerrada, así que hemos abierto esta nueva para usted.
request-is-solved = Nos alegra que esté resuelto. Gracias por decírnoslo.
request-is-open = Vuelve a estar abierta. Si quiere, escriba qué sigue mal.

## Signing in
enter-title = Iniciar sesión
enter-lead = Le enviamos un correo con un enlace. No necesita contraseña.
enter-why-ask = Inicie sesión, para que sepamos adónde enviar la respuesta.
enter-why-requests = Inicie sesión para ver sus solicitudes.
enter-why-request = Inicie sesión para ver su solicitud.
enter-mail = Su dirección de correo
enter-mail-whole = Escriba la dirección completa, como nombre@example.org
enter-send = Envíenme el enlace
enter-desk = ¿Trabaja en el centro de ayuda? { $link }
enter-desk-link = Iniciar sesión con contraseña
check-title = Mire su correo
check-lead = Si conocemos { $address }, hay un correo con un enlace en camino.
check-open = Abra nuestro correo. Debería llegar en un minuto.
check-press = { $minutes ->
    [one] Pulse el enlace. Funciona durante un minuto y una sola vez.
   *[other] Pulse el enlace. Funciona durante { $minutes } minutos y una sola vez.
}
check-nothing = ¿No llega nada?
check-junk = Mire en la carpeta de correo no deseado y compruebe que la dirección de arriba esté bien.
check-again = Volver a intentarlo
link-title = Nos alegra verle de nuevo
link-lead = Pulse el botón y ya está dentro.
link-foot = ¿No lo ha pedido usted? Cierre esta página. No pasa nada.
link-spent-title = Este enlace ya no funciona
link-spent-lead = Cada enlace funciona una vez y poco tiempo. Así su cuenta sigue siendo suya.
link-spent-new = Envíenme un enlace nuevo
password-title = Iniciar sesión en el centro de ayuda
password-wait = Ha habido muchos intentos con esta dirección. El próximo contará el { $date }.
password-label = Contraseña
password-wrong = La dirección y la contraseña no van juntas
password-forgotten = ¿La ha olvidado? { $link } y elija una nueva en su perfil.
password-forgotten-link = Reciba un enlace por correo

## One's own profile
profile-name = Nombre
profile-name-missing = Escriba el nombre por el que le conocen
profile-mail = Correo
profile-mail-first = el correo llega aquí
profile-language = Idioma
profile-zone = Zona horaria
profile-zone-house = Como en el centro de ayuda ({ $zone })
profile-zone-choose = Elija una zona horaria de la lista
profile-work = Su trabajo
profile-work-help = Qué hace y dónde. Nos ayuda a entender lo que necesita.
profile-telephone = Teléfono
profile-reach = ¿Cómo prefiere que le contactemos?
profile-reach-help = Por ejemplo, «una llamada antes de las diez» o «por correo, por favor».
profile-detail = Cuando le escribimos, ¿cuánto quiere saber?
profile-detail-plain = Solo lo que significa para mí
profile-detail-some = Unas palabras sobre el porqué
profile-detail-full = Todo, también la parte técnica
profile-saved = Guardado.
profile-sessions = Dónde tiene la sesión iniciada
profile-device = { $browser } en { $system }
profile-device-unknown = Un navegador
profile-session-this = aquí
profile-session-end = Cerrar la sesión allí
profile-session-ended = Sesión cerrada allí.

## What went wrong
trouble-403-title = Esta página no está abierta para usted
trouble-403-text = Ha iniciado sesión, pero esta página es para personas con otro papel. Si la necesita, pídasela a un administrador: se cambia en un minuto.
trouble-404-title = No hay nada en esta dirección
trouble-404-text = Puede que la página haya cambiado de sitio o que al enlace le falte el final. Si era una solicitud, quizá sea de otra persona.
trouble-413-title = Era demasiado grande
trouble-413-text = No se ha perdido nada más. Vuelva atrás y envíe un archivo más pequeño: suele bastar una imagen de la pantalla.
trouble-429-title = Ha sido un poco rápido
trouble-429-text = Para proteger las cuentas de todos esperamos un rato tras muchos intentos desde un mismo sitio. A su cuenta no le pasa nada.
trouble-503-title = Estamos muy ocupados un momento
trouble-503-text = Ha llegado más de lo que podemos atender a la vez. No se ha perdido nada ni ha cambiado nada suyo. Vuelva a cargar la página.
trouble-507-title = No queda sitio para guardarlo
trouble-507-text = El disco está lleno, así que no hemos podido guardar lo que ha enviado. Todo lo anterior está a salvo y se puede leer. Inténtelo más tarde; si conoce a alguien que se ocupa del centro de ayuda, avísele.
trouble-500-title = Algo se ha roto de nuestro lado
trouble-500-text = No es cosa suya. Lo guardado antes está a salvo. Vuelva atrás e inténtelo otra vez; si se repite, díganos el número de abajo y averiguaremos qué fue.
trouble-stale-title = Esta página es de una visita anterior
trouble-stale-text = Por su seguridad no hemos aceptado lo que enviaba. No ha cambiado nada. Vuelva atrás, recargue la página y envíelo otra vez.
trouble-unreadable-title = No hemos podido leer lo enviado
trouble-unreadable-text = Algo se perdió por el camino. No ha cambiado nada. Vuelva atrás y envíelo otra vez.
trouble-refused-title = No se ha podido hacer
trouble-again = Puede volver a intentarlo el { $date }.
trouble-number = Número para nosotros:
trouble-to-desk = Ir al centro de ayuda
trouble-to-start = Ir al inicio
trouble-files-title = Los archivos no están disponibles un momento
trouble-files-text = El lugar donde guardamos los archivos no responde ahora. Todo lo anterior está a salvo. Inténtelo más tarde.
typed-words = Su texto sigue aquí
typed-choices = Lo que eligió sigue aquí
typed-body = Lo que ha escrito
typed-note = Su nota
typed-subject = Asunto
typed-files = Sus archivos, otra vez, por favor
typed-send = Enviar otra vez

## La página de estado
status-title = Estado de los servicios
status-now-well = Todo funciona
status-now-work = Todo funciona, salvo trabajos previstos
status-now-looking = Estamos revisando un problema
status-now-slow = Algunos servicios van lentos o están limitados
status-now-partly = Algunos servicios funcionan solo en parte
status-now-some-out = Algunos servicios no funcionan
status-now-all-out = Nuestros servicios no funcionan en este momento
status-now-nothing = Aquí aún no se muestra ningún servicio
status-as-of = Actualizado:
status-open-title = Qué falla ahora
status-phase-investigating = Buscamos la causa
status-phase-identified = Causa encontrada
status-phase-monitoring = Reparado, en observación
status-phase-resolved = Resuelto
status-state-operational = Funciona
status-state-maintenance = Trabajos previstos
status-state-degraded = Lento o limitado
status-state-partial = Funciona en parte
status-state-outage = No funciona
status-no-records = Sin registros
status-next = Próximas noticias antes de: { $time }
status-next-late = Las noticias prometidas para { $time } llegan tarde
status-came-late = prometido para { $time }, llegó tarde
status-since = desde: { $time }
status-window = de { $start } a { $end }
status-all-updates = { $count ->
    [one] La noticia
   *[other] Las { $count } noticias
}
status-planned-title = Trabajos previstos
status-work-now = En curso
status-work-cancelled = Cancelado
status-services-title = Servicios
status-days-ago = hace 90 días
status-today = hoy
status-days = Día a día
status-uptime = { $share } disponible
status-share = { $whole },{ $part } %
status-share-whole = { $whole } %
status-records-since = registros desde el { $date }
status-picture = { $name }, los últimos 90 días: { $share }
status-for = { $state }: { $span }
status-lately-title = Resuelto en los últimos días
status-lasted = duró { $span }
status-all = Todos los servicios
status-review-title = Lo que aprendimos
status-history = Incidentes anteriores
status-none-in-month = Este mes no hubo incidentes.
status-months = Meses
status-month-before = El mes anterior
status-month-after = El mes siguiente
status-month = { $month } de { $year }
status-subscribe = Recibir noticias por correo
status-feed = Canal Atom
status-calendar = Calendario
status-how = Una caída cuenta en contra de la cifra, aunque afecte solo a una parte. Un servicio lento no cuenta, y los trabajos previstos se cuentan aparte. Los días salen de nuestros registros.
status-zone = Las horas son las de { $zone }.
status-clock = { $hour }:{ $minute }
status-date-clock = { $date }, { $clock }

# When many people cannot work
trouble-title = Ya lo sabemos
trouble-investigating = Lo estamos mirando.
trouble-identified = Sabemos la causa.
trouble-monitoring = Está arreglado. Seguimos atentos.
trouble-resolved = Ya pasó.
trouble-next = Le contamos más antes del { $date }.
trouble-late = Teníamos que contarle más antes del { $date }. Vamos tarde, y lo sentimos.
trouble-page = Todo sobre esto
trouble-me-too = A mí también me pasa
trouble-not-me = A mí ya no me pasa
trouble-is-told = Le escribimos en cuanto haya novedades.
trouble-is-not-told = Bien. No recibirá más correos sobre esto.
trouble-in-request = Le respondemos en su solicitud { $number }.
trouble-ask = ¿Es esto?
trouble-ask-lead = Estamos trabajando en algo que se parece a lo que escribió. Díganoslo con un clic y tendrá noticias sin otra solicitud.
trouble-ask-other = Es otra cosa: enviar mi solicitud
trouble-gone = Esto ya pasó, o ya no se puede ver.
trouble-works-title = ¿Ya le funciona?
trouble-works-lead = { $title }: por lo que vemos, ya pasó. Díganos si también es así para usted.
trouble-works-yes = Funciona
trouble-works-no = Todavía no
trouble-works-thanks = Gracias. Nos alegramos.
trouble-works-sorry = Gracias por decirlo. Su solicitud sigue abierta y una persona la mira.
trouble-works-unknown = Este enlace no corresponde a nada. Responda mejor a nuestro correo.

# Asking the status page for news
status-ask-title = Noticias por correo
status-ask-lead = Le escribimos cuando un servicio tiene un problema, y con cada novedad hasta que se resuelve.
status-which = ¿Qué servicios?
status-which-help = Si no elige ninguno, le avisamos de todos.
status-ask-go = Continuar
status-sent-lead = Un correo con un botón va camino de { $address }. Púlselo y tendrá noticias nuestras.
status-confirm-title = ¿Quiere nuestras noticias?
status-confirm-lead = Pulse el botón y escribiremos a { $address } cuando un servicio tenga un problema.
status-confirm-go = Sí, envíenme noticias
status-confirmed = Tendrá noticias nuestras.
status-own-title = Sus noticias por correo
status-own-lead = Van a { $address }.
status-leave = No recibir más correos
status-left-title = Ya no recibirá estos correos
status-left-lead = Su dirección ya no está en nuestra lista. Si quiere, puede volver a apuntarse.
status-gone-title = Este enlace ya no funciona
status-gone-lead = La dirección no está en nuestra lista, o han pasado unos días desde que la pidió. Puede pedirlo otra vez.
status-mail-subject = ¿Quiere noticias de { $place }?
status-mail-lead = Alguien escribió esta dirección en la página de estado de { $place }. Pulse el botón y le escribiremos cuando un servicio tenga un problema.
status-mail-known-subject = Ya recibe noticias de { $place }
status-mail-known-lead = Alguien escribió esta dirección en la página de estado de { $place }, y ya está en la lista. Con el botón puede elegir servicios o salir de la lista.
status-mail-known-go = Ver mi elección
status-mail-foot = ¿No lo pidió usted? Entonces no haga nada y nada cambia.
