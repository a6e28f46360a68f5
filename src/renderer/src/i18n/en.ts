/** What the screens say, in English: the source of the keys, and of the variables and tags that each message has. */
export const en = {
  actions: {
    'sign-in': 'Sign in',
    'check-in': 'I am expected',
    'book-in': 'I have a booking',
    'sign-out': 'Sign out',
    call: 'Call reception',
    continue: 'Continue',
    back: 'Back',
    confirm: 'Confirm',
    'start-over': 'Start over',
    done: 'Done',
    'have-code': 'I have a code',
    'no-code': 'I do not have a code',
    'no-host': 'I do not have a host',
    'no-booking': 'Sign in without a booking',
    'stop-waiting': 'Wait at reception',
  },
  fields: {
    firstName: 'First name',
    lastName: 'Last name',
    email: 'Email',
    phone: 'Phone',
    company: 'Company',
    host: 'Who are you here to see?',
    booking: 'Which booking are you here for?',
    name: 'Full name',
    optional: 'Optional',
    terms: 'Terms',
    agree: 'I agree to the terms',
  },
  frame: {
    demo: 'Demo',
    language: 'Language',
    step: '{{step}} of {{steps}}',
    slow: 'One moment',
  },
  welcome: {
    greeting: 'Welcome to',
  },
  you: {
    question: 'Tell us who you are',
    reason: 'So that your host knows it is you.',
  },
  host: {
    search: 'Type at least 3 letters of their name.',
    'not-yet': 'Type their full name.',
    list: 'People',
    found: 'Names found: {{number}}',
    'no-match': 'Nobody by that name. Check the spelling, or speak to reception.',
    choose: 'Choose a name from the list',
    'no-answer': 'The names cannot be shown. Speak to reception.',
  },
  booking: {
    search: 'Type at least 3 letters of the host’s or the room’s name.',
    'not-yet': 'Bookings cannot be shown at present. You can sign in without one.',
    instead: 'Sign in without a booking, or speak to reception',
    list: 'Bookings',
    found: 'Bookings found: {{number}}',
    'no-match': 'No booking by that name today. Check the spelling, or sign in without one.',
    choose: 'Choose a booking from the list',
    'no-answer': 'The bookings cannot be shown. Sign in without one, or speak to reception.',
  },
  find: {
    'check-in-code': 'Enter your code',
    'check-in-code-hint': 'It is in the email that invited you.',
    'check-in-name': 'Enter your name and email',
    'check-in-name-hint': 'As they are in your invitation.',
    'sign-out-code': 'Enter your code to sign out',
    'sign-out-code-hint': 'It is in the email that invited you.',
    'sign-out-name': 'Enter your name and email to sign out',
    'sign-out-name-hint': 'As you gave them when you signed in.',
    'code-not-found': 'No visit today has that code. Check it, or speak to reception.',
    'name-not-found': 'No visit today has that name and email. Check both, or speak to reception.',
    'not-in': 'You are not signed in. If you think you are, speak to reception.',
    'not-approved': 'Your host has not said yes yet. Speak to reception.',
    several: 'More than one visit fits. Speak to reception.',
  },
  call: {
    question: 'Do you need reception?',
    reason: 'You can say who is calling.',
  },
  confirm: {
    question: 'Is this right?',
    you: 'You',
    host: 'Here to see',
    room: 'Room',
    time: 'Time',
    'team-question': 'Leave these details for the team?',
    'team-reason': 'No host is told.',
  },
  result: {
    sending: 'One moment',
    'told-title': '<name>{{name}}</name> has been told',
    'told-next': 'You are signed in. You can wait here.',
    'told-typed-title': 'You are signed in',
    'told-typed-next': 'Reception can see that you are here for <name>{{name}}</name>.',
    'recorded-title': 'Your arrival is recorded',
    'recorded-next': '<name>{{name}}</name> will be told as soon as the connection is back.',
    'recorded-typed-next': 'Reception will see it as soon as the connection is back.',
    'reception-title': 'Please speak to reception',
    'reception-next': 'They can help you from here.',
    'asked-title': '<name>{{name}}</name> has been asked',
    'asked-next': 'Waiting for an answer',
    'asked-later-next':
      '<name>{{name}}</name> will be asked as soon as the connection is back. Reception can help you meanwhile.',
    'hold-title': '<name>{{name}}</name> asks you to wait here',
    'come-up-title': '<name>{{name}}</name> asks you to come up',
    'accepted-title': '<name>{{name}}</name> has said yes',
    'no-answer-next': '<name>{{name}}</name> has not answered yet.',
    'in-title': 'You are signed in',
    'in-next': 'You can wait here.',
    'in-already-title': 'You are already signed in',
    'out-title': 'You are signed out',
    'out-next': 'Thank you for your visit. Goodbye.',
    'out-already-title': 'You are already signed out',
    'out-recorded-title': 'Your sign-out is recorded',
    'contact-title': 'Your details are with the team',
    'contact-next': 'If you need somebody now, speak to reception.',
    'contact-recorded-title': 'Your details are recorded',
    'contact-recorded-next': 'They will be passed on as soon as the connection is back.',
    'call-title': 'Reception has been told',
    'call-recorded-title': 'Your call is on this screen for reception',
    'call-next': 'If nobody comes, go to the desk.',
  },
  closed: {
    title: 'Please see reception',
    next: 'This screen cannot sign you in right now.',
  },
  idle: {
    question: 'Still here?',
    warning: 'Without a touch, everything you typed is cleared.',
    stay: 'I am still here',
  },
  missing: {
    firstName: 'Enter your first name',
    lastName: 'Enter your last name',
    email: 'Enter your email',
    phone: 'Enter your phone number',
    company: 'Enter your company',
    host: 'Enter the name of the person you are here to see',
    booking: 'Enter the name of the host or the room',
    code: 'Enter your code',
    name: 'Enter your full name',
  },
  problem: {
    'too-long': 'That is too long: shorten it',
    'control-character': 'That has a hidden character: type it again',
    'no-at-sign': 'That email needs an @',
    'not-an-email': 'Check that email: something is missing or extra',
    'needs-country-code': 'Start with + and your country code',
    'not-a-phone-number': 'Check that phone number: a digit is missing or extra',
    'too-short': 'Type at least 3 letters',
    'not-a-code': 'Check that code: it has 4 to 12 digits or letters',
    'not-agreed': 'Agree to the terms to sign in, or speak to reception',
    other: 'Check this answer and type it again',
  },
  staff: {
    'disk-full': 'Staff: the disk is full. Make room, and sign-in goes on by itself.',
    'disk-read-only': 'Staff: the disk cannot be written. Sign-in goes on when it can.',
    'disk-gone': 'Staff: the kiosk’s data folder is gone. Sign-in goes on when it is back.',
    'disk-damaged': 'Staff: the kiosk’s data is damaged and could not be set aside.',
    'disk-newer-version': 'Staff: a newer Vestibule wrote this data. Install that version again.',
    'disk-failing': 'Staff: the disk is failing. Sign-in goes on when it works again.',
    call: 'Staff: a visitor called at {{time}}.',
    'keychain-locked': 'Staff: the keychain is locked. Sign-ins are kept and sent later.',
    'keychain-unavailable': 'Staff: no keychain was found. Sign-ins are kept and sent later.',
    'keychain-frozen': 'Staff: the keychain does not answer. Sign-ins are kept and sent later.',
    'credentials-missing':
      'Staff: the kiosk has no password yet. Sign-ins are kept and sent later.',
    'credentials-refused':
      'Staff: the kiosk’s password is no longer accepted. Sign-ins are kept and sent later.',
    'credentials-no-role':
      'Staff: the kiosk’s account lacks a permission. Sign-ins are kept and sent later.',
    'credentials-second-factor':
      'Staff: the kiosk’s account asks for a second factor. Sign-ins are kept and sent later.',
    'credentials-signed-out':
      'Staff: somebody has to sign in at the provider. Sign-ins are kept and sent later.',
    'lost-key':
      'Staff: the keychain has lost the kiosk’s key. Sign-ins that cannot be opened: {{number}}.',
    'set-aside':
      'Staff: damaged data was set aside. What could be read of it goes on; the file is in the data folder.',
    'needs-person': 'Staff: sign-ins that need a person: {{number}}.',
    offline: 'Staff: no connection. Sign-ins that wait since {{since}}: {{number}}.',
    failing:
      'Staff: the provider does not answer as it should. Sign-ins that wait since {{since}}: {{number}}.',
    'clock-slow_one': 'Staff: the device’s clock is {{count}} minute slow. Times are kept right.',
    'clock-slow_other':
      'Staff: the device’s clock is {{count}} minutes slow. Times are kept right.',
    'clock-fast_one': 'Staff: the device’s clock is {{count}} minute fast. Times are kept right.',
    'clock-fast_other':
      'Staff: the device’s clock is {{count}} minutes fast. Times are kept right.',
  },
} as const;

type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> } & {
  readonly [K in OtherForms<keyof T>]?: string;
};

/** The plural forms of CLDR that English does not have. */
type OtherForms<K> = K extends `${infer Message}_other`
  ? `${Message}_${'zero' | 'two' | 'few' | 'many'}`
  : never;

/** What every language has to say. */
export type Messages = Same<typeof en>;
