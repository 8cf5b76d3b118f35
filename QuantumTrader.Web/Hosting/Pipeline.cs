using QuantumTrader.Web.Access.Account;
using QuantumTrader.Web.Api;
using QuantumTrader.Web.Hosting.Health;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Security;

namespace QuantumTrader.Web.Hosting;

/// <summary>What a request passes, in this order. The headers come before all of it, and before the framework's check of the host name.</summary>
internal static class Pipeline
{
    public static void Configure(WebApplication app)
    {
        app.UseFaultAnswers(); //      what throws below is answered without a word about the inside
        app.UsePeerRules(WebOptions.Proxies(app.Configuration["Web:TrustedProxies"])); // who may speak http; from here on address and scheme are the client's
        app.UseSameOrigin(); //        no change and no live connection from another site
        app.UseBodyLimit();
        app.Use((http, next) => RateLimits.ByAddressAsync(http, next)); // before anything is looked up
        app.UseRouting();
        app.UseAuthentication(); //    whose session, asked of the sessions each time
        app.Use((http, next) => // who asks can be asked for from here on
        {
            http.RequestServices.GetRequiredService<RequestScope>().Http = http;
            return next(http);
        });
        app.UseAuthorization(); //     everything needs a session, unless its endpoint says otherwise
        app.UseCircuitDoor(); //       live screens are counted
        app.Use((http, next) => RateLimits.ByUserAsync(http, next));
        app.UseAntiforgery();
        app.MapHealth();
        app.MapApi();
        app.MapUi();
    }
}
