/**
 * RFC 9807, Appendix C: the vectors for ristretto255-SHA512 (C.1.1 without identities, C.1.2 with, C.2.1 fake).
 * Hexadecimal. `ke2` ends before server_mac: the vectors bind a context that the library leaves empty, and stretch with
 * the identity function, so what hangs on either is compared elsewhere.
 */
export const password = 'CorrectHorseBatteryStaple';
export const credentialIdentifier = '1234';

const shared = {
  oprfSeed:
    'f433d0227b0b9dd54f7c4422b600e764e47fb503f1f9a0f0a47c6606b054a7fd' +
    'c65347f1a08f277e22358bbabe26f823fca82c7848e9a75661f4ec5d5c1989ef',
  serverPrivateKey: '47451a85372f8b3537e249d7b54188091fb18edde78094b43e2ba42b5eb89f0d',
  serverPublicKey: 'b2fe7af9f48cc502d016729d2fe25cdd433f2c4bc904660b2a382c9b79df1a78',
  maskingNonce: '38fe59af0df2c79f57b8780278f5ae47355fe1f817119041951c80f612fdfc6d',
  serverNonce: '71cd9960ecef2fe0d0f7494986fa3d8b2bb01963537e60efb13981e138e3d4a1',
  serverKeyshareSeed: '05a4f54206eef1ba2f615bc0aa285cb22f26d1153b5b40a1e85ff80da12f982f',
  ke1:
    'c4dedb0ba6ed5d965d6f250fbe554cd45cba5dfcce3ce836e4aee778aa3cd44d' +
    'da7e07376d6d6f034cfa9bb537d11b8c6b4238c334333d1f0aebb380cae6a6cc' +
    '6e29bee50701498605b2c085d7b241ca15ba5c32027dd21ba420b94ce60da326',
};

/** What the client draws and sends; the same in C.1.1 and C.1.2. */
export const clientVector = {
  blindRegistration: '76cfbfe758db884bebb33582331ba9f159720ca8784a2a070a265d9c2d6abe01',
  blindLogin: '6ecc102d2e7a7cf49617aad7bbe188556792d4acd60a1a8a8d2b65d4b0790308',
  clientKeyshareSeed: '82850a697b42a505f5b68fcdafce8c31f0af2b581f063cf1091933541936304b',
  clientNonce: 'da7e07376d6d6f034cfa9bb537d11b8c6b4238c334333d1f0aebb380cae6a6cc',
  registrationRequest: '5059ff249eb1551b7ce4991f3336205bde44a105a032e747d21bf382e75f7a71',
  registrationResponse:
    '7408a268083e03abc7097fc05b587834539065e86fb0c7b6342fcf5e01e5b019' +
    'b2fe7af9f48cc502d016729d2fe25cdd433f2c4bc904660b2a382c9b79df1a78',
  ke1: shared.ke1,
  oprfSeed: shared.oprfSeed,
  serverPrivateKey: shared.serverPrivateKey,
  serverPublicKey: shared.serverPublicKey,
};

/** client_public_key and masking_key of the records of C.1; an envelope nonce follows. */
const recordHead =
  '76a845464c68a5d2f7e442436bb1424953b17d3e2e289ccbaccafb57ac5c3675' +
  '1ac5844383c7708077dea41cbefe2fa15724f449e535dd7dd562e66f5ecfb958' +
  '64eadddec9db5874959905117dad40a4524111849799281fefe3c51fa82785c5' +
  'ac13171b2f17bc2c74997f0fce1e1f35bec6b91fe2e12dbd323d23ba7a38dfec';

const ke2Head =
  '7e308140890bcde30cbcea28b01ea1ecfbd077cff62c4def8efa075aabcbb471' +
  '38fe59af0df2c79f57b8780278f5ae47355fe1f817119041951c80f612fdfc6d' +
  'd6ec60bcdb26dc455ddf3e718f1020490c192d70dfc7e403981179d8073d1146' +
  'a4f9aa1ced4e4cd984c657eb3b54ced3848326f70331953d91b02535af44d9fe';

const ke2Tail =
  '71cd9960ecef2fe0d0f7494986fa3d8b2bb01963537e60efb13981e138e3d4a1' +
  'c4f62198a9d6fa9170c42c3c71f1971b29eb1d5d0bd733e40816c91f7912cc4a';

export const serverVectors = [
  {
    section: 'C.1.1',
    ...shared,
    record:
      recordHead +
      '634b0f5b96109c198a8027da51854c35bee90d1e1c781806d07d49b76de6a28b' +
      '8d9e9b6c93b9f8b64d16dddd9c5bfb5fea48ee8fd2f75012a8b308605cdd8ba5',
    ke2:
      ke2Head +
      'dc80188ca46743c52786e0382f95ad85c08f6afcd1ccfbff95e2bdeb015b166c' +
      '6b20b92f832cc6df01e0b86a7efd92c1c804ff865781fa93f2f20b446c8371b6' +
      ke2Tail,
  },
  {
    section: 'C.1.2',
    ...shared,
    record:
      recordHead +
      '1ac902dc5589e9a5f0de56ad685ea8486210ef41449cd4d8712828913c5d2b68' +
      '0b2b3af4a26c765cff329bfb66d38ecf1d6cfa9e7a73c222c6efe0d9520f7d7c',
    ke2:
      ke2Head +
      'a502150b67fe36795dd8914f164e49f81c7688a38928372134b7dccd50e09f8f' +
      'ed9518b7b2f94835b3c4fe4c8475e7513f20eb97ff0568a39caee3fd6251876f' +
      ke2Tail,
  },
  {
    // The fake answer, out of a record as §6.3.2.2 wants it: its key, its masking key, an envelope of zeros.
    section: 'C.2.1',
    oprfSeed:
      '743fc168d1f826ad43738933e5adb23da6fb95f95a1b069f0daa0522d0a78b61' +
      '7f701fc6aa46d3e7981e70de7765dfcd6b1e13e3369a582eb8dc456b10aa53b0',
    serverPrivateKey: 'c788585ae8b5ba2942b693b849be0c0426384e41977c18d2e81fbe30fd7c9f06',
    serverPublicKey: '825f832667480f08b0c9069da5083ac4d0e9ee31b49c4e0310031fea04d52966',
    maskingNonce: '9c035896a043e70f897d87180c543e7a063b83c1bb728fbd189c619e27b6e5a6',
    serverNonce: '1e10f6eeab2a7a420bf09da9b27a4639645622c46358de9cf7ae813055ae2d12',
    serverKeyshareSeed: '360b0937f47d45f6123a4d8f0d0c0814b6120d840ebb8bc5b4f6b62df07f78c2',
    ke1:
      'b0a26dcaca2230b8f5e4b1bcab9c84b586140221bb8b2848486874b0be448905' +
      '42d4e61ed3f8d64cdd3b9d153343eca15b9b0d5e388232793c6376bd2d9cfd0a' +
      'b641d7f20a245a09f1d4dbb6e301661af7f352beb0791d055e48d3645232f77f',
    record:
      '84f43f9492e19c22d8bdaa4447cc3d4db1cdb5427a9f852c4707921212c36251' +
      '39ebd51f0e39a07a1c2d2431995b0399bca9996c5d10014d6ebab4453dc10ce5' +
      'cef38ed3df6e56bfff40c2d8dd4671c2b4cf63c3d54860f31fe40220d690bb71' +
      '00'.repeat(96),
    ke2:
      '928f79ad8df21963e91411b9f55165ba833dea918f441db967cdc09521d22925' +
      '9c035896a043e70f897d87180c543e7a063b83c1bb728fbd189c619e27b6e5a6' +
      '32b5ab1bff96636144faa4f9f9afaac75dd88ea99cf5175902ae3f3b2195693f' +
      '165f11929ba510a5978e64dcdabecbd7ee1e4380ce270e58fea58e6462d92964' +
      'a1aaef72698bca1c673baeb04cc2bf7de5f3c2f5553464552d3a0f7698a9ca7f' +
      '9c5e70c6cb1f706b2f175ab9d04bbd13926e816b6811a50b4aafa9799d5ed797' +
      '1e10f6eeab2a7a420bf09da9b27a4639645622c46358de9cf7ae813055ae2d12' +
      '98251c5ba55f6b0b2d58d9ff0c88fe4176484be62a96db6e2a8c4d431bd1bf27',
  },
] as const;
