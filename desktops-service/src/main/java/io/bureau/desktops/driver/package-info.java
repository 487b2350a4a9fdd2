/** What every driver can do with the machines that desktops run on; one package below for each driver. */
package io.bureau.desktops.driver;
