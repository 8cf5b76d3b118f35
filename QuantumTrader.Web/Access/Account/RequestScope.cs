namespace QuantumTrader.Web.Access.Account;

/// <summary>The request that this scope of services belongs to; none in the scope of a live screen.</summary>
internal sealed class RequestScope
{
    public HttpContext? Http { get; set; }
}
