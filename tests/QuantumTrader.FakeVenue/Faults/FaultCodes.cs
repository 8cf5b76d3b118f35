namespace QuantumTrader.FakeVenue.Faults;

/// <summary>The venue's texts for codes that scripts use, and the HTTP status that usually carries them.</summary>
internal static class FaultCodes
{
    private static readonly Dictionary<int, string> Texts = new()
    {
        [-1000] = "An unknown error occurred while processing the request.",
        [-1001] = "Internal error; unable to process your request. Please try again.",
        [-1003] = "Too many requests; current limit is 2400 requests per minute. Please use the websocket for live updates to avoid polling the API.",
        [-1006] = "An unexpected response was received from the message bus. Execution status unknown.",
        [-1007] = "Timeout waiting for response from backend server. Send status unknown; execution status unknown.",
        [-1008] = "Request throttled by system-level protection. Reduce-only/close-position orders are exempt. Please try again.",
        [-1015] = "Too many new orders; current limit is 300 orders per TEN_SECONDS.",
        [-1016] = "This service is no longer available.",
        [-1021] = "Timestamp for this request is outside of the recvWindow.",
        [-1022] = "Signature for this request is not valid.",
        [-1121] = "Invalid symbol.",
        [-1125] = "This listenKey does not exist.",
        [-2011] = "Unknown order sent.",
        [-2013] = "Order does not exist.",
        [-2015] = "Invalid API-key, IP, or permissions for action.",
        [-2018] = "Balance is insufficient.",
        [-2019] = "Margin is insufficient.",
        [-2020] = "Unable to fill.",
        [-2021] = "Order would immediately trigger.",
        [-2022] = "ReduceOnly Order is rejected.",
        [-2023] = "User in liquidation mode now.",
        [-2024] = "Position is not sufficient.",
        [-2027] = "Exceeded the maximum allowable position at current leverage.",
        [-4061] = "Order's position side does not match user's setting.",
        [-4116] = "ClientOrderId is duplicated.",
        [-4118] = "ReduceOnly Order Failed. Please check your existing position and open orders",
        [-4120] = "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.",
        [-4131] = "The counterparty's best price does not meet the PERCENT_PRICE filter limit.",
        [-4141] = "Symbol is closed.",
        [-4164] = "Order's notional must be no smaller than 5 (unless you choose reduce only).",
    };

    public static string TextOf(int code) => Texts.GetValueOrDefault(code, "Scripted error.");

    public static int StatusOf(int code) => code switch
    {
        -1003 or -1015 => 429,
        -1006 or -1007 => 408,
        -1008 or -1016 => 503,
        -2014 or -2015 => 401,
        _ => 400,
    };
}
