namespace QuantumTrader.Web.Ui.Security;

/// <summary>Puts the headers and the handling of faults before what the framework inserts itself, such as the check of the host name.</summary>
internal sealed class HeadersFirst : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseSecurityHeaders();
        next(app);
    };
}
