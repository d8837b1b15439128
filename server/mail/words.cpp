#include "server/mail/words.hpp"

#include <stdexcept>

namespace server::mail {
namespace {

constexpr MailWords kEnglish{
    "New activity in Colloquium",
    "There is new activity for you in Colloquium. Sign in to read it:",
    "You get this mail because you asked for it in your settings. To get it less often, or no more:",
    "Your code for Colloquium",
    "Somebody who is signed in to Colloquium wants to get mail at this address. The code to confirm it:",
    "Enter it in the settings:",
    "Was it not you? Then you need do nothing: without the code, nothing more is sent here."};

constexpr MailWords kFrench{
    "Du nouveau dans Colloquium",
    "Il y a du nouveau pour vous dans Colloquium. Connectez-vous pour le lire\u00a0:",
    "Vous recevez ce message parce que vous l’avez demandé dans vos réglages. Pour en recevoir moins "
    "souvent, ou plus du tout\u00a0:",
    "Votre code pour Colloquium",
    "Une personne connectée à Colloquium souhaite recevoir des messages à cette adresse. Le code pour la "
    "confirmer\u00a0:",
    "Saisissez-le dans les réglages\u00a0:",
    "Ce n’était pas vous\u00a0? Alors vous n’avez rien à faire\u00a0: sans le code, plus rien ne sera envoyé "
    "ici."};

constexpr MailWords kSpanish{
    "Hay novedades en Colloquium",
    "Hay novedades para usted en Colloquium. Inicie sesión para leerlas:",
    "Recibe este correo porque lo pidió en sus ajustes. Para recibirlo con menos frecuencia, o no recibirlo "
    "más:",
    "Su código para Colloquium",
    "Una persona que ha iniciado sesión en Colloquium quiere recibir correo en esta dirección. El código "
    "para "
    "confirmarla:",
    "Introdúzcalo en los ajustes:",
    "¿No ha sido usted? Entonces no tiene que hacer nada: sin el código no se enviará nada más aquí."};

constexpr MailWords kArabic{
    "نشاط جديد في Colloquium",
    "هناك نشاط جديد يخصّك في Colloquium. سجّل الدخول لقراءته:",
    "تصلك هذه الرسالة لأنك طلبتها في إعداداتك. لتصلك على فترات أبعد، أو لإيقافها:",
    "رمزك في Colloquium",
    "طلب شخص سجّل الدخول إلى Colloquium أن تصله الرسائل على هذا العنوان. رمز التأكيد:",
    "أدخله في الإعدادات:",
    "ألم تكن أنت من طلب ذلك؟ إذن لا يلزمك فعل شيء: فمن دون الرمز لن يُرسل إلى هنا شيء آخر."};

}  // namespace

MailWords const& mail_words(auth::Language language) {
  switch (language) {
    case auth::Language::ar:
      return kArabic;
    case auth::Language::en:
      return kEnglish;
    case auth::Language::es:
      return kSpanish;
    case auth::Language::fr:
      return kFrench;
  }
  throw std::logic_error("a language without words for mail");
}

}  // namespace server::mail
